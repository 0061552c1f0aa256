// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamProgressTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final StreamCounts COUNTS =
      new StreamCounts(
          120,
          80,
          8,
          2,
          Optional.of(Duration.ofMillis(850)),
          Optional.of(Duration.ofMillis(2_437)));
  private static final StreamCounts NOTHING =
      new StreamCounts(0, 0, 0, 0, Optional.empty(), Optional.empty());

  private final StringWriter text = new StringWriter();
  private final PrintWriter output = new PrintWriter(text);

  @Test
  void aTerminalsLineIsWrittenAgainInItsPlace() {
    StreamProgress line = new StreamProgress(output, true, 300);

    line.update(0, NOTHING, Optional.empty());
    line.update(SECOND / 10, COUNTS, Optional.empty());
    line.update(4 * SECOND, COUNTS, Optional.of(Duration.ofSeconds(75)));
    line.finish(5 * SECOND, COUNTS, Optional.of(Duration.ofSeconds(1)));

    String start = "90/300  ";
    String latency = " images/s  p50 850 ms  p99 2.4 s  8 dead letters  checkpoint ";
    assertThat(written())
        .isEqualTo(
            "\r0/300  0.0 images/s  p50 -  p99 -  0 dead letters  checkpoint none yet"
                + ("\r" + start + "20.0" + latency + "75 s")
                + ("\r" + start + "16.0" + latency + "1.0 s" + System.lineSeparator()));
  }

  @Test
  void aShorterLineHidesTheEndOfALongerOne() {
    StreamProgress line = new StreamProgress(output, true, 300);

    line.update(0, COUNTS, Optional.of(Duration.ofMillis(850)));
    line.update(SECOND, COUNTS, Optional.of(Duration.ofMillis(5)));

    assertThat(written()).contains("checkpoint 850 ms\r").endsWith("checkpoint 5 ms  ");
  }

  @Test
  void aLineDoesNotWrapOnATerminalOfEightyColumns() {
    StreamCounts many =
        new StreamCounts(
            9_999_999,
            8_888_888,
            888_888,
            0,
            Optional.of(Duration.ofMillis(850)),
            Optional.of(Duration.ofSeconds(3_600)));

    new StreamProgress(output, true, 9_999_999)
        .update(0, many, Optional.of(Duration.ofSeconds(75)));

    assertThat(written()).startsWith("\r9777776/9999999  ").hasSize(80);
  }

  @Test
  void aNoteStandsOnALineOfItsOwn() {
    StreamProgress line = new StreamProgress(output, true, 300);

    line.update(0, NOTHING, Optional.empty());
    line.note("The job restarts");
    line.update(1, NOTHING, Optional.empty());

    String progress = "0/300  0.0 images/s  p50 -  p99 -  0 dead letters  checkpoint none yet";
    assertThat(written())
        .isEqualTo("\r%s\r%-70s%n\r%s".formatted(progress, "The job restarts", progress));
  }

  @Test
  void aFileGetsALineEveryFiveSeconds() {
    StreamProgress line = new StreamProgress(output, false, 300);

    for (int second = 0; second <= 11; second++) {
      line.update(second * SECOND, NOTHING, Optional.empty());
    }

    assertThat(written().lines()).hasSize(3).allMatch(shown -> shown.startsWith("0/300  "));
  }

  @Test
  void aTableIsAligned() {
    String table = new TextTable().row("in", 300).row("dead letters", "30").toString();

    assertThat(table.lines()).containsExactly("  in            300", "  dead letters  30");
  }

  private String written() {
    return text.toString();
  }
}
