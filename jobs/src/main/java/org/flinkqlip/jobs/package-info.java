// SPDX-License-Identifier: Apache-2.0
/**
 * The jobs, listed in {@link org.flinkqlip.jobs.StreamJobs}: each is a {@link
 * org.flinkqlip.jobs.StreamJob} and a main class for a cluster. {@link
 * org.flinkqlip.jobs.StreamPipeline} is for whoever brings a source and a sink.
 */
@NullMarked
package org.flinkqlip.jobs;

import org.jspecify.annotations.NullMarked;
