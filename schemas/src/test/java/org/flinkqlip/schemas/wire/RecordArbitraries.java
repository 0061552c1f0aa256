// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.CodeSequence;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.ReconstructedImage;

/** Records with any value that their schemas allow. */
public final class RecordArbitraries extends DomainContextBase {

  @Provide
  Arbitrary<ImageEvent> imageEvents() {
    return Combinators.combine(
            texts(),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300).injectNull(0.2),
            texts().injectNull(0.3),
            texts().injectNull(0.3),
            times().injectNull(0.3),
            texts().injectNull(0.3),
            attributes())
        .as(
            (id, content, uri, contentType, time, caption, attributes) ->
                new ImageEvent(
                    id,
                    content == null ? null : ByteBuffer.wrap(content),
                    uri,
                    contentType,
                    time,
                    caption,
                    attributes));
  }

  @Provide
  Arbitrary<ImageCodes> imageCodes() {
    return Combinators.combine(
            texts(),
            times(),
            Arbitraries.integers(),
            Arbitraries.integers(),
            Arbitraries.integers(),
            Arbitraries.integers().array(int[].class).ofMaxSize(300),
            provenances(),
            sequences().injectNull(0.5))
        .as(
            (id, time, height, width, bits, codes, provenance, sequence) ->
                new ImageCodes(
                    id,
                    time,
                    height,
                    width,
                    bits,
                    PrimitiveLists.ofInts(codes),
                    provenance,
                    sequence));
  }

  private static Arbitrary<CodeSequence> sequences() {
    return Combinators.combine(
            Arbitraries.integers().array(int[].class).ofMaxSize(300),
            Arbitraries.integers(),
            texts(),
            Arbitraries.integers(),
            Arbitraries.integers().injectNull(0.3),
            Arbitraries.integers().injectNull(0.3))
        .as(
            (ids, groupSize, text, offset, begin, end) ->
                new CodeSequence(
                    PrimitiveLists.ofInts(ids), groupSize, text, text, offset, begin, end));
  }

  @Provide
  Arbitrary<ImageFeatures> imageFeatures() {
    return Combinators.combine(
            texts(),
            times(),
            Arbitraries.integers().array(int[].class).ofMaxSize(4),
            texts(),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
            provenances())
        .as(
            (id, time, shape, text, data, provenance) ->
                new ImageFeatures(
                    id,
                    time,
                    PrimitiveLists.ofInts(shape),
                    text,
                    text,
                    ByteBuffer.wrap(data),
                    provenance));
  }

  @Provide
  Arbitrary<Caption> captions() {
    return Combinators.combine(texts(), texts(), times().injectNull(0.3), attributes())
        .as(Caption::new);
  }

  @Provide
  Arbitrary<CaptionEmbedding> captionEmbeddings() {
    return Combinators.combine(
            texts(),
            times(),
            Arbitraries.floats().array(float[].class).ofMaxSize(300),
            texts().injectNull(0.3),
            attributes(),
            provenances())
        .as(
            (id, time, embedding, text, attributes, provenance) ->
                new CaptionEmbedding(
                    id, time, PrimitiveLists.ofFloats(embedding), text, attributes, provenance));
  }

  @Provide
  Arbitrary<ReconstructedImage> reconstructedImages() {
    return Combinators.combine(
            texts(),
            times(),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
            Arbitraries.integers(),
            Arbitraries.integers(),
            provenances())
        .as(
            (id, time, content, width, height, provenance) ->
                new ReconstructedImage(
                    id, time, ByteBuffer.wrap(content), id, width, height, provenance));
  }

  @Provide
  Arbitrary<ImageEmbedding> imageEmbeddings() {
    return Combinators.combine(
            texts(),
            times(),
            Arbitraries.floats().array(float[].class).ofMaxSize(300),
            texts().injectNull(0.3),
            attributes(),
            provenances())
        .as(
            (id, time, embedding, uri, attributes, provenance) ->
                new ImageEmbedding(
                    id, time, PrimitiveLists.ofFloats(embedding), uri, attributes, provenance));
  }

  @Provide
  Arbitrary<DeadLetter> deadLetters() {
    return Combinators.combine(
            texts().injectNull(0.3),
            texts(),
            texts(),
            Arbitraries.integers(),
            Arbitraries.longs().injectNull(0.3),
            times(),
            provenances())
        .as(
            (id, stage, message, size, contentSize, time, provenance) ->
                new DeadLetter(
                    id, stage, "CATEGORY", message, id, size, contentSize, time, provenance));
  }

  private static Arbitrary<Provenance> provenances() {
    return Combinators.combine(
            texts(),
            Arbitraries.integers(),
            Arbitraries.longs(),
            texts().injectNull(0.3),
            texts(),
            times().injectNull(0.3))
        .as(Provenance::new);
  }

  private static Arbitrary<Map<String, String>> attributes() {
    return Arbitraries.maps(texts(), texts()).ofMaxSize(5);
  }

  /** Any valid Unicode, lone surrogates left out since UTF-8 has none. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(40),
        Arbitraries.of("", "\uFFFD", "\uD83D\uDE00 smile"));
  }

  private static Arbitrary<Instant> times() {
    return Arbitraries.longs().map(Instant::ofEpochMilli);
  }
}
