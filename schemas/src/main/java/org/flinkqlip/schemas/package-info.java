// SPDX-License-Identifier: Apache-2.0
/**
 * The records of every topic, generated from {@code src/main/avro}, and what their users need
 * beside them.
 *
 * <p>Start from {@link org.flinkqlip.schemas.ImageEvent} (the input) and {@link
 * org.flinkqlip.schemas.ImageCodes} (an output); {@link org.flinkqlip.schemas.PrimitiveLists} turns
 * arrays into the lists that the records hold. Bytes on the wire are the matter of {@link
 * org.flinkqlip.schemas.wire}.
 */
@NullMarked
package org.flinkqlip.schemas;

import org.jspecify.annotations.NullMarked;
