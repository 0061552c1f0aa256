/**
 * The encoder graph beside what a general exporter makes of the same network, and beside the
 * machine's rate of matrix products: {@link org.flinkqlip.benchmarks.encoder.EncoderSuite}.
 */
package org.flinkqlip.benchmarks.encoder;
