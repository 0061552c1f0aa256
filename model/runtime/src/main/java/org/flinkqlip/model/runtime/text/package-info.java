/**
 * Captions as the token ids of CLIP's text tower. Start at {@link
 * org.flinkqlip.model.runtime.text.ClipTokenizer}; the ids go to {@link
 * org.flinkqlip.model.runtime.onnx.TextSession}.
 */
package org.flinkqlip.model.runtime.text;
