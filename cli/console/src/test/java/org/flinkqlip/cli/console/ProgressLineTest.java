// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final StringWriter text = new StringWriter();
  private final PrintWriter output = new PrintWriter(text);

  @Test
  void aFileGetsALineAtOnceAndThenNowAndAgain() {
    ProgressLine line = ProgressLine.lines(output, EVERY);

    for (int second = 0; second <= 11; second++) {
      String words = "second " + second;
      line.offer(second * SECOND, () -> words);
    }
    line.finish("the end");

    assertThat(text.toString().lines())
        .containsExactly("second 0", "second 5", "second 10", "the end");
  }

  @Test
  void aTerminalsLineIsWrittenAgainInItsPlaceAndHidesALongerOne() {
    ProgressLine line = ProgressLine.inPlace(output, EVERY);

    line.offer(0, () -> "1 of 100 images");
    line.offer(4 * SECOND, () -> "too early");
    line.offer(5 * SECOND, () -> "2 of 100");
    line.finish("done");

    assertThat(text.toString())
        .isEqualTo("\r1 of 100 images\r2 of 100       \rdone    " + System.lineSeparator());
  }

  @Test
  void aTerminalsLineDoesNotWrap() {
    ProgressLine.inPlace(output, EVERY).offer(0, () -> "x".repeat(200));

    assertThat(text.toString()).isEqualTo("\r" + "x".repeat(79));
  }

  @Test
  void aNoteStandsOnALineOfItsOwnAndTheProgressBelowIt() {
    ProgressLine line = ProgressLine.inPlace(output, EVERY);

    line.offer(0, () -> "1 of 100 images");
    line.note("a file is broken");
    line.offer(1, () -> "2 of 100 images");

    assertThat(text.toString())
        .isEqualTo("\r1 of 100 images\ra file is broken%n\r2 of 100 images".formatted());
  }

  @Test
  void whatEndsSoonSaysNothing() {
    ProgressLine line = ProgressLine.ofLongCommand(output);
    long now = System.nanoTime();

    line.offer(now + SECOND, () -> "too early");
    line.offer(now + 60 * SECOND, () -> "1 of 100 images");
    line.offer(now + 61 * SECOND, () -> "too early");

    assertThat(text.toString().lines()).containsExactly("1 of 100 images");
  }

  @Test
  void whatMustBeSeenIsWrittenEarly() {
    ProgressLine line = ProgressLine.lines(output, EVERY);

    line.offer(0, () -> "first");
    line.next();
    line.offer(1, () -> "last");

    assertThat(text.toString().lines()).containsExactly("first", "last");
  }
}
