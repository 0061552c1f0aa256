// SPDX-License-Identifier: Apache-2.0
/**
 * Captions as the token ids of CLIP's text tower. Start at {@link
 * org.flinkqlip.model.runtime.text.ClipTokenizer}; the ids go to {@link
 * org.flinkqlip.model.runtime.onnx.TextSession}.
 */
@NullMarked
package org.flinkqlip.model.runtime.text;

import org.jspecify.annotations.NullMarked;
