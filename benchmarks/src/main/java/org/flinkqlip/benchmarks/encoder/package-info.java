// SPDX-License-Identifier: Apache-2.0
/**
 * The encoder graph beside what a general exporter makes of the same network, and beside the
 * machine's rate of matrix products: {@link org.flinkqlip.benchmarks.encoder.EncoderSuite}.
 */
@NullMarked
package org.flinkqlip.benchmarks.encoder;

import org.jspecify.annotations.NullMarked;
