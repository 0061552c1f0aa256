// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

/**
 * What the model makes of one text.
 *
 * @param text as it was read
 * @param embedding float32 [D], unit length
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EmbeddedText(String text, float[] embedding) {}
