package org.flinkqlip.operators.tokenize;

/**
 * What the model makes of one image.
 *
 * @param codes int32 [N], row-major
 * @param embedding float32 [D], unit length
 * @param features float32 [N, C], or null if nobody wants them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EncodedImage(int[] codes, float[] embedding, float[] features) {}
