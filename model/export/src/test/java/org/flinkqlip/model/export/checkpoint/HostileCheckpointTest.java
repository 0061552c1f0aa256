// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints made to do harm open or end in a {@link CheckpointException}. */
class HostileCheckpointTest {
  static final List<GoldenModel> MODELS = List.of(GoldenModel.values());

  private static final String[] WORDS = {
    "null",
    "-1",
    "0",
    "1e400",
    "9223372036854775807",
    "99999999999999999999",
    "2147483647",
    "0.5",
    "\"\"",
    "true",
    "[]",
    "{}",
    "[0,0]",
    "[2147483647,2147483647]",
    "\"F32\"",
    "\"gelu\""
  };

  @TempDir private Path directory;

  @BeforeEach
  void copy() throws IOException {
    restore(MODELS.get(0));
  }

  @Test
  void mutantsOpenOrAreRefused() throws IOException {
    fuzz(500, 5);
  }

  @Test
  void twoBillionLayersAreRefusedBeforeTheirTensorsAreNamed() throws IOException {
    Path config = directory.resolve(Checkpoint.CONFIG);
    String good = Files.readString(config);
    Files.writeString(
        config, good.replaceAll("(\"num_hidden_layers\"\\s*:\\s*)\\d+", "$1" + Integer.MAX_VALUE));

    assertThat(opens("two billion layers")).isFalse();
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    for (String file : List.of(Checkpoint.CONFIG, Checkpoint.PREPROCESSOR)) {
      byte[] good = Files.readAllBytes(directory.resolve(file));
      Files.writeString(directory.resolve(file), "{\"a\":".repeat(100_000));
      assertThat(opens("nested " + file)).isFalse();
      Files.write(directory.resolve(file), good);
    }
    writeHeader("[".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII));
    assertThat(opens("nested header")).isFalse();
  }

  /** Opens mutants of all golden checkpoints; tells how many were refused. */
  int fuzz(int mutants, long seed) throws IOException {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < mutants; i++) {
      if (i % 250 == 0) {
        restore(MODELS.get(random.nextInt(MODELS.size())));
      }
      String file =
          List.of(Checkpoint.CONFIG, Checkpoint.PREPROCESSOR, Checkpoint.WEIGHTS)
              .get(random.nextInt(3));
      Path path = directory.resolve(file);
      byte[] good = Files.readAllBytes(path);
      if (file.equals(Checkpoint.WEIGHTS)) {
        mutateWeights(good, random);
      } else {
        Files.write(path, mutate(good, random));
      }
      refused += opens("mutant " + i + " of " + file + ", seed " + seed) ? 0 : 1;
      Files.write(path, good);
    }
    assertThat(refused).isBetween(mutants / 2, mutants - 1);
    return refused;
  }

  private boolean opens(String what) {
    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      return checkpoint.config() != null;
    } catch (CheckpointException e) {
      assertThat(e).as(what).hasMessageContaining(directory.toString());
      return false;
    } catch (IOException | RuntimeException | Error e) {
      return fail(what + " let an exception escape", e);
    }
  }

  private void mutateWeights(byte[] good, Random random) throws IOException {
    int header = Math.toIntExact(ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong());
    Path path = directory.resolve(Checkpoint.WEIGHTS);
    switch (random.nextInt(4)) {
      case 0 -> {
        byte[] bad = good.clone();
        bad[random.nextInt(8)] = (byte) random.nextInt(256);
        Files.write(path, bad);
      }
      case 1 -> Files.write(path, Arrays.copyOf(good, random.nextInt(good.length)));
      default -> {
        byte[] mutant = mutate(Arrays.copyOfRange(good, 8, 8 + header), random);
        writeHeader(mutant);
      }
    }
  }

  private void writeHeader(byte[] header) throws IOException {
    ByteBuffer file =
        ByteBuffer.allocate(8 + header.length + 400_000).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(
        directory.resolve(Checkpoint.WEIGHTS), file.putLong(header.length).put(header).array());
  }

  /** JSON with a few values, signs and bytes changed. */
  private static byte[] mutate(byte[] good, Random random) {
    String text = new String(good, StandardCharsets.ISO_8859_1);
    for (int i = random.nextInt(3); i >= 0 && text.length() > 2; i--) {
      int at = random.nextInt(text.length());
      text =
          switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(Math.min(at + 9, text.length()));
            default -> withWord(text, at, WORDS[random.nextInt(WORDS.length)]);
          };
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** {@code word} in place of the next value behind {@code at}. */
  private static String withWord(String text, int at, String word) {
    int colon = text.indexOf(':', at);
    if (colon < 0) {
      return text;
    }
    int end = colon + 1;
    int depth = 0;
    while (end < text.length() && (depth > 0 || ",}".indexOf(text.charAt(end)) < 0)) {
      depth += "[{".indexOf(text.charAt(end)) >= 0 ? 1 : 0;
      depth -= "]}".indexOf(text.charAt(end)) >= 0 ? 1 : 0;
      end++;
    }
    return text.substring(0, colon + 1) + word + text.substring(end);
  }

  private void restore(GoldenModel model) throws IOException {
    for (String file : List.of(Checkpoint.CONFIG, Checkpoint.PREPROCESSOR, Checkpoint.WEIGHTS)) {
      Files.write(directory.resolve(file), Files.readAllBytes(model.checkpoint().resolve(file)));
    }
  }
}
