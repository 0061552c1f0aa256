/** Random numbers that are the same everywhere. */
package org.flinkqlip.lab.datasets.internal;
