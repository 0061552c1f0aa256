/** Models that suites measure, exported once: {@link org.flinkqlip.benchmarks.models.Exports}. */
package org.flinkqlip.benchmarks.models;
