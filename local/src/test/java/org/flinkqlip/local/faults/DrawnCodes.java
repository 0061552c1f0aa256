// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * Codes of no image: random ones that a model can decode. Of each twenty records four are broken
 * and one forgets an earlier image.
 */
final class DrawnCodes implements ImageSource {
  private static final int CYCLE = 20;

  private final ModelBundle model;
  private final RecordSerializer<ImageCodes> serializer;

  DrawnCodes(ModelBundle model, RecordSerializer<ImageCodes> serializer) {
    this.model = model;
    this.serializer = serializer;
  }

  @Override
  public FeedRecord record(long index) throws RegistryException {
    ImageCodes codes = codes(index);
    switch ((int) (index % CYCLE)) {
      case 3 -> {
        codes.getCodes().set(0, 1 << model.manifest().bits());
        return record(codes, dead(DeadLetterCategory.CODES_INVALID));
      }
      case 7 -> {
        codes.setCodes(codes.getCodes().subList(1, codes.getCodes().size()));
        return record(codes, dead(DeadLetterCategory.CODES_INVALID));
      }
      case 11 -> {
        codes.getProvenance().setModelId("other@000000000000");
        return record(codes, dead(DeadLetterCategory.CODES_OTHER_MODEL));
      }
      case 13 -> {
        return new FeedRecord(Optional.of(id(index - 5)), null, "", Expectation.TOMBSTONES);
      }
      case 17 -> {
        return new FeedRecord(
            Optional.of(codes.getImageId()),
            "no codes".getBytes(UTF_8),
            "",
            dead(DeadLetterCategory.RECORD_BAD_MAGIC));
      }
      default -> {
        return record(codes, Expectation.TOKENIZED);
      }
    }
  }

  private static Expectation dead(DeadLetterCategory category) {
    return Expectation.deadLetter(category.name());
  }

  private FeedRecord record(ImageCodes codes, Expectation expected) throws RegistryException {
    return new FeedRecord(
        Optional.of(codes.getImageId()), serializer.serialize(codes), "", expected);
  }

  private ImageCodes codes(long index) {
    int bits = model.manifest().bits();
    List<Integer> codes = new ArrayList<>();
    new Random(index).ints(model.manifest().tokens(), 0, 1 << bits).forEach(codes::add);
    return ImageCodes.newBuilder()
        .setImageId(id(index))
        .setEventTime(Instant.ofEpochSecond(index))
        .setGridHeight(model.manifest().gridHeight())
        .setGridWidth(model.manifest().gridWidth())
        .setBitsPerCode(bits)
        .setCodes(codes)
        .setProvenance(
            new Provenance("images", 0, index, "%064x".formatted(index), model.modelId(), null))
        .build();
  }

  private static String id(long index) {
    return "codes-%06d".formatted(index);
  }
}
