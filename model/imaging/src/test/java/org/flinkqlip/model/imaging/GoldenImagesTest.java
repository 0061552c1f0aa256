// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every golden image against the pixels that the reference feeds its model. */
class GoldenImagesTest {

  /** Differences of all images of one format at one size. */
  private static final class Figures {
    int images;
    int maxDifference;
    long differing;
    long values;

    void add(byte[] actual, byte[] expected) {
      images++;
      values += expected.length;
      for (int i = 0; i < expected.length; i++) {
        int difference = Math.abs((actual[i] & 0xff) - (expected[i] & 0xff));
        maxDifference = Math.max(maxDifference, difference);
        differing += difference > 0 ? 1 : 0;
      }
    }
  }

  @Test
  void pixelsOfEveryFormatAreEqualToPillows() throws Exception {
    Map<String, Figures> table = new TreeMap<>();
    int images = 0;
    for (String folder : GoldenImages.FOLDERS) {
      GoldenImages golden = new GoldenImages(folder);
      ImagePreprocessor preprocessor =
          new ImagePreprocessor(PreprocessOptions.forSize(golden.size()));
      for (String name : golden.names()) {
        ByteBuffer tensor = ByteBuffer.allocate(preprocessor.tensorSize());
        preprocessor.preprocess(golden.content(name), tensor, 0);
        String format = name.substring(name.lastIndexOf('.') + 1);
        table
            .computeIfAbsent("%4d  %s".formatted(golden.size(), format), key -> new Figures())
            .add(tensor.array(), golden.expected(name));
        images++;
      }
    }
    System.out.println("   S  format  images  max difference  differing values");
    table.forEach(
        (key, figures) ->
            System.out.printf(
                "%-12s  %6d  %14d  %15.4f%%%n",
                key,
                figures.images,
                figures.maxDifference,
                100.0 * figures.differing / figures.values));

    assertThat(images).isEqualTo(54);
    assertThat(table)
        .allSatisfy((key, figures) -> assertThat(figures.maxDifference).as(key).isZero());
  }
}
