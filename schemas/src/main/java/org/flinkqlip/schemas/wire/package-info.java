// SPDX-License-Identifier: Apache-2.0
/**
 * Records to bytes and back, in Avro single-object encoding or in the framing of a schema registry
 * with Confluent's API.
 *
 * <p>Start from {@link org.flinkqlip.schemas.wire.WireFormatOptions#open()}, which gives a {@link
 * org.flinkqlip.schemas.wire.WireFormat} and through it decoders and encoders. Two failures leave
 * this package: {@link org.flinkqlip.schemas.wire.MalformedRecordException} (the record is at
 * fault) and {@link org.flinkqlip.schemas.wire.RegistryException} (the registry is).
 */
@NullMarked
package org.flinkqlip.schemas.wire;

import org.jspecify.annotations.NullMarked;
