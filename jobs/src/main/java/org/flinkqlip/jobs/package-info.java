/**
 * The jobs: {@link org.flinkqlip.jobs.TokenizeImages} for a cluster, {@link
 * org.flinkqlip.jobs.TokenizeImagesPipeline} for whoever brings a source and a sink.
 */
package org.flinkqlip.jobs;
