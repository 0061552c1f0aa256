// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.device.UnclosableAction;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.operators.testing.Streams;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator in a process of one gigabyte of heap, with pictures that fill it one by one. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LargePicturesFaultsIT {
  private static final int THREADS = 8;

  @TempDir private Path directory;

  @Test
  void sixteenDeepPicturesOfTheLargestSizeComeOut() throws Exception {
    byte[] picture = LargePictures.PNG_16_BIT.of(8_192, 8_192);
    assertThat(picture).hasSizeLessThan(2 << 20);
    write("png", picture, 16);

    assertThat(runIn(1_024)).isEqualTo("{image-codes=16, image-embeddings=16}");
  }

  @Test
  void manyAtOnceOfEveryFormatComeOut() throws Exception {
    for (LargePictures kind : LargePictures.values()) {
      boolean stored = kind == LargePictures.BMP_32_BIT; // its size is that of its file
      byte[] picture = stored ? kind.of(2_800, 2_900) : kind.of(6_000, 4_000);
      write(kind.name(), picture, stored ? 2 : THREADS);
    }
    int count = THREADS * (LargePictures.values().length - 1) + 2;

    assertThat(runIn(1_024))
        .isEqualTo("{image-codes=%d, image-embeddings=%d}".formatted(count, count));
  }

  @Test
  void onesThatDoNotFitAloneAreDeadLettersAndTheOthersComeOut() throws Exception {
    write("small", LargePictures.PNG_16_BIT.of(6_000, 6_000), 4);
    write("turned", LargePictures.TIFF_16_BIT_TURNED.of(6_000, 6_000), 4);

    assertThat(runIn(512)).isEqualTo("{image-codes=4, image-dead-letters=4, image-embeddings=4}");
  }

  private void write(String name, byte[] picture, int count) throws Exception {
    Path pictures = Files.createDirectories(directory.resolve("pictures"));
    for (int i = 0; i < count; i++) {
      Files.write(pictures.resolve(i + "-" + name), picture); // one of each kind after the other
    }
  }

  /** What a process with so many mebibytes of heap made of the pictures: records by topic. */
  private String runIn(int heapMebibytes) throws Exception {
    GoldenBundle.export(directory.resolve("model"));
    Path out = directory.resolve("out");
    Path log = directory.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMebibytes + "m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(LargePicturesFaultsIT.class.getName());
    command.addAll(List.of(directory.toString(), out.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("it ends").isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out);
  }

  /**
   * Runs in the other process: a folder with the model and the pictures, the file for the answer.
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    TokenizeOptions options =
        new TokenizeOptions(
            new OperatorOptions(
                WireFormatOptions.singleObject(),
                "image-dead-letters",
                new BatchLimits(16, 1 << 27, Duration.ofMillis(20), 2, Duration.ofMinutes(5)),
                THREADS,
                directory.resolve("model").toString(),
                SessionOptions.cpu(1),
                UnclosableAction.FAIL,
                1 << 20),
            TokenizeOptionsTest.TOPICS,
            ImageLimits.DEFAULT,
            false);
    ImageRecords records = new ImageRecords(WireFormatOptions.singleObject().open());
    Map<String, Integer> topics = new TreeMap<>();
    try (OneInputStreamOperatorTestHarness<SourceRecord, OutboundRecord> harness =
            Streams.harness(TokenizeOperator.factory(options, ContentFetcherFactory.none()));
        Stream<Path> files = Files.list(directory.resolve("pictures"))) {
      harness.open();
      long offset = 0;
      for (Path file : files.sorted().toList()) {
        String name = file.toFile().getName();
        SourceRecord source =
            records.source(
                offset++,
                name,
                ImageRecords.event(name).setContent(ImageRecords.wrap(Files.readAllBytes(file))));
        harness.processElement(source, source.timestamp());
      }
      harness.prepareSnapshotPreBarrier(1);
      for (OutboundRecord record : harness.extractOutputValues()) {
        topics.merge(record.topic(), 1, Integer::sum);
      }
    }
    Files.writeString(Path.of(arguments[1]), topics.toString());
    System.exit(0); // whatever threads the harness leaves
  }
}
