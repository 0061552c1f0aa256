// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Broken bytes end as pixels or as a rejection, never as anything else, and in bounded time. */
class HostileInputTest {
  private static final ImageLimits LIMITS = new ImageLimits(1 << 20, 4_096, 4_096, 1 << 20, 256.0);

  private final ImagePreprocessor preprocessor =
      new ImagePreprocessor(new PreprocessOptions(64, LIMITS, true));
  private final ByteBuffer tensor = ByteBuffer.allocate(preprocessor.tensorSize());

  @Test
  void truncatedGoldenImagesAreRejectedOrComplete() {
    cutEvery(256);
  }

  /** Cuts all golden images at every multiple of some bytes. */
  void cutEvery(int bytes) {
    Set<ImageFault> faults = EnumSet.noneOf(ImageFault.class);
    int rejected = 0;
    int cut = 0;
    for (String folder : GoldenImages.FOLDERS) {
      GoldenImages golden = new GoldenImages(folder);
      for (String name : golden.names()) {
        byte[] content = golden.content(name);
        for (int length = 0; length < content.length; length += bytes) {
          ImageFault fault = faultOf(Arrays.copyOf(content, length), name + " cut to " + length);
          cut++;
          if (fault != null) {
            rejected++;
            faults.add(fault);
          }
        }
      }
    }
    assertThat(faults).contains(ImageFault.EMPTY, ImageFault.TRUNCATED);
    // A cut may fall behind the last pixel, in trailing metadata.
    assertThat(rejected).isGreaterThan(cut * 95 / 100);
  }

  @Test
  void truncatedJpegsAreNeverFilledUp() {
    GoldenImages golden = new GoldenImages("eva-p16-64");
    byte[] content = golden.content("landscape_q90.jpg");
    for (int length = 700; length < content.length - 1; length += 97) {
      assertThat(faultOf(Arrays.copyOf(content, length), "cut to " + length))
          .isEqualTo(ImageFault.TRUNCATED);
    }
  }

  @Test
  void mutatedImagesAreRejectedOrDecoded() {
    fuzz(1_000);
  }

  /** Tries mutants of all golden images and of the corpus. */
  void fuzz(int mutants) {
    List<byte[]> seeds = new ArrayList<>();
    GoldenImages golden = new GoldenImages("eva-p16-64");
    golden.names().forEach(name -> seeds.add(golden.content(name)));
    PillowCorpus.pictures().forEach(picture -> seeds.add(picture.content()));

    Random random = new Random(20261124);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    int rejected = 0;
    for (int i = 0; i < mutants; i++) {
      byte[] mutant = mutate(seeds.get(random.nextInt(seeds.size())), random);
      rejected += faultOf(mutant, "mutant " + i) == null ? 0 : 1;
    }
    assertThat(rejected).isBetween(mutants / 5, mutants - 1);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
        .isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void randomBytesBehindEveryMagicAreRejected() {
    Random random = new Random(7);
    for (String magic :
        List.of(
            "\u00ff\u00d8\u00ff",
            "\u0089PNG\r\n\u001a\n",
            "GIF89a",
            "BM",
            "II*\0",
            "MM\0*",
            "II+\0",
            "RIFF\0\1\0\0WEBPVP8 ",
            "RIFF\0\1\0\0WEBPVP8X")) {
      for (int i = 0; i < 100; i++) {
        byte[] content = new byte[random.nextInt(400) + magic.length()];
        random.nextBytes(content);
        for (int k = 0; k < magic.length(); k++) {
          content[k] = (byte) magic.charAt(k);
        }
        faultOf(content, magic + i);
      }
    }
  }

  /** Changes bytes, mostly near the start where headers are, and sometimes the length. */
  private static byte[] mutate(byte[] seed, Random random) {
    byte[] mutant = seed.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int reach = random.nextBoolean() ? Math.min(mutant.length, 128) : mutant.length;
      int at = random.nextInt(reach);
      mutant[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) 0;
            case 1 -> (byte) 0xff;
            case 2 -> (byte) (mutant[at] ^ 1 << random.nextInt(8));
            default -> (byte) random.nextInt(256);
          };
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
  }

  /** The fault that {@code content} is rejected for, or null if it becomes pixels. */
  private ImageFault faultOf(byte[] content, String what) {
    try {
      preprocessor.preprocess(content, tensor, 0);
      return null;
    } catch (ImageRejectedException e) {
      assertThat(e).as(what).hasMessageNotContaining("null");
      return e.fault();
    } catch (RuntimeException | Error e) {
      return fail(what + " let an exception escape", e);
    }
  }
}
