// SPDX-License-Identifier: Apache-2.0
/**
 * Checkpoint to bundle: writes the network as ONNX graphs with their weights beside them. Start at
 * {@link org.flinkqlip.model.export.BundleExporter}; {@link
 * org.flinkqlip.model.export.EncoderGraph} reads as the network.
 */
@NullMarked
package org.flinkqlip.model.export;

import org.jspecify.annotations.NullMarked;
