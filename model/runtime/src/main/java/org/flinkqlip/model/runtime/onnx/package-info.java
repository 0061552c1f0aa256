// SPDX-License-Identifier: Apache-2.0
/**
 * Bundles in ONNX Runtime: the only package that imports {@code ai.onnxruntime}. Start at {@link
 * org.flinkqlip.model.runtime.onnx.EncoderSession}.
 */
@NullMarked
package org.flinkqlip.model.runtime.onnx;

import org.jspecify.annotations.NullMarked;
