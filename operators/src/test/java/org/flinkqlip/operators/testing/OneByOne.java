// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/**
 * A real operator that gets one record at a time, each of which must become its results, their
 * tombstones or one dead letter.
 *
 * @param <T> what the operator reads
 */
@SuppressWarnings("try") // harnesses may be interrupted while they close
public final class OneByOne<T extends SpecificRecord> implements AutoCloseable {
  /** Instead of a category: the record has its result. */
  public static final String GOOD = "good";

  /** The longest payload that the operator looks at. */
  public static final int MAX_RECORD_BYTES = 8 << 20;

  /** Bytes of single-object encoding in front of the record itself. */
  private static final int HEADER = 10;

  private final OneInputStreamOperatorTestHarness<SourceRecord, OutboundRecord> harness;
  private final Class<T> type;
  private final int results;
  private final WireFormat wire = WireFormatOptions.singleObject().open();
  private long offset;

  /** Opens an operator that makes one record of each. */
  public OneByOne(
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator, Class<T> type)
      throws Exception {
    this(operator, type, 1);
  }

  /**
   * Opens the operator.
   *
   * @param results how many records a good one becomes
   */
  public OneByOne(
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator,
      Class<T> type,
      int results)
      throws Exception {
    this.harness = Streams.harness(operator);
    this.type = type;
    this.results = results;
    harness.open();
  }

  /** {@link Streams#options} with {@link #MAX_RECORD_BYTES}. */
  public static OperatorOptions options(String model) {
    OperatorOptions options = Streams.options(model);
    return new OperatorOptions(
        options.wireFormat().withMaxRecordBytes(MAX_RECORD_BYTES),
        options.deadLetterTopic(),
        Together.LIMITS,
        Together.THREADS,
        options.model(),
        options.session(),
        options.onUnclosable(),
        options.maxRecordBytes());
  }

  public byte[] encode(T record) throws RegistryException {
    return wire.serializer(type, "in").serialize(record);
  }

  /** The category of the record's dead letter, or {@link #GOOD}. */
  public String categoryOf(T record) throws Exception {
    return categoryOf(null, encode(record));
  }

  /** The same of a payload under a key. */
  public String categoryOf(byte[] key, byte[] value) throws Exception {
    List<OutboundRecord> output = outputOf(key, value);
    if (output.get(0).topic().equals("dead-letters")) {
      return letter(output).getCategory();
    }
    assertThat(output).hasSize(results);
    return GOOD;
  }

  /** The record's dead letter. */
  public DeadLetter letterOf(T record) throws Exception {
    return letter(outputOf(null, encode(record)));
  }

  /** Changes a record's bytes in many ways; none may be an error of the program. */
  public void bearMutantsOf(T record, int count) throws Exception {
    bearMutantsOf(record, count, Integer.MAX_VALUE);
  }

  /** The same, with changes among the first bytes of the record alone. */
  public void bearMutantsOf(T record, int count, int first) throws Exception {
    byte[] good = encode(record);
    assertThat(categoryOf(null, good)).isEqualTo(GOOD);
    Random random = new Random(4);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] mutant = good.clone();
      int at = HEADER + random.nextInt(Math.min(first, mutant.length - HEADER));
      mutant[at] = (byte) random.nextInt(256);
      if (random.nextInt(4) == 0) {
        mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
      }
      String category = categoryOf(null, mutant);
      if (!category.equals(GOOD)) {
        refused++;
        assertThat(DeadLetterCategory.valueOf(category))
            .as("mutant %d", i)
            .isNotEqualTo(DeadLetterCategory.INTERNAL_ERROR);
      }
    }
    assertThat(refused).isGreaterThan(count / 10);
  }

  /** Gives payloads that are none, and keys that are none. */
  public void refuseNullsAndUnknownSchemas(T record) throws Exception {
    byte[] unknown = encode(record);
    unknown[5] ^= 1;
    assertThat(categoryOf(null, unknown)).isEqualTo("RECORD_UNKNOWN_SCHEMA");
    assertThat(categoryOf(null, new byte[0])).isEqualTo("RECORD_EMPTY");
    assertThat(categoryOf(null, new byte[] {(byte) 0xc3})).isEqualTo("RECORD_TRUNCATED");
    assertThat(categoryOf(null, "{\"json\": 1}".getBytes(UTF_8))).isEqualTo("RECORD_BAD_MAGIC");
    assertThat(categoryOf(null, null)).isEqualTo("KEY_INVALID");
    assertThat(categoryOf(new byte[0], null)).isEqualTo("KEY_INVALID");
    assertThat(categoryOf(new byte[2_000], null)).isEqualTo("KEY_INVALID");
    assertThat(categoryOf(new byte[] {(byte) 0xff}, encode(record))).isEqualTo("KEY_MISMATCH");
  }

  /** Gives records two at once and many at once, between sound ones: each ends as it does alone. */
  public void endTogetherAsAlone(T sound, List<T> broken) throws Exception {
    List<byte[]> values = new ArrayList<>();
    for (T record : broken) {
      values.add(encode(record));
    }
    byte[] good = encode(sound);
    byte[] unknown = good.clone();
    unknown[5] ^= 1;
    values.add(unknown);
    values.add(new byte[0]);
    values.add(Arrays.copyOf(good, good.length / 2));
    values.add(Arrays.copyOf(good, good.length + 1));
    new Together(harness, "dead-letters").endAsAlone(good, values);
  }

  /** Gives one record many times at once: each becomes a dead letter of the category. */
  public void endAtOnce(T record, int count, String category) throws Exception {
    assertThat(
            new Together(harness, "dead-letters")
                .endings(Collections.nCopies(count, encode(record))))
        .hasSize(count)
        .allMatch(List.of(category)::equals);
  }

  private List<OutboundRecord> outputOf(byte[] key, byte[] value) throws Exception {
    harness.getOutput().clear();
    harness.processElement(new SourceRecord("in", 0, offset++, 1_000, key, value), 1_000);
    harness.prepareSnapshotPreBarrier(1);
    List<OutboundRecord> output = harness.extractOutputValues();
    assertThat(output).isNotEmpty();
    return output;
  }

  private DeadLetter letter(List<OutboundRecord> output)
      throws MalformedRecordException, RegistryException {
    assertThat(output).extracting(OutboundRecord::topic).containsExactly("dead-letters");
    return wire.deserializer(DeadLetter.class).deserialize(output.get(0).value());
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
