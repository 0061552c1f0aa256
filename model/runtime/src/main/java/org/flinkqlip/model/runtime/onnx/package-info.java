/**
 * Bundles in ONNX Runtime: the only package that imports {@code ai.onnxruntime}. Start at {@link
 * org.flinkqlip.model.runtime.onnx.EncoderSession}.
 */
package org.flinkqlip.model.runtime.onnx;
