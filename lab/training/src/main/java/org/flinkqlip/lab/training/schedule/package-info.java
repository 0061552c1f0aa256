/** How the learning rate changes over a stage. */
package org.flinkqlip.lab.training.schedule;
