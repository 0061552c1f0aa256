/** Random numbers that are the same everywhere. */
package org.flinkqlip.model.scratch.random;
