/** How things are timed: in turns, so that a machine that slows down does so for all. */
package org.flinkqlip.benchmarks.measure;
