/**
 * Captions as the token ids of CLIP's text tower. Start at {@link
 * org.flinkqlip.model.text.ClipTokenizer}; the ids go to {@link
 * org.flinkqlip.model.onnx.TextSession}.
 */
package org.flinkqlip.model.text;
