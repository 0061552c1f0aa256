/**
 * The jobs: {@link org.flinkqlip.jobs.TokenizeImages}, {@link org.flinkqlip.jobs.EmbedText} and
 * {@link org.flinkqlip.jobs.ReconstructImages} for a cluster, {@link
 * org.flinkqlip.jobs.StreamPipeline} for whoever brings a source and a sink.
 */
package org.flinkqlip.jobs;
