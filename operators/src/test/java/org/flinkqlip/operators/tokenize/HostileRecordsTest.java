// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flinkqlip.operators.testing.OneByOne.GOOD;
import static org.flinkqlip.operators.tokenize.FetchingOperator.byUri;
import static org.flinkqlip.operators.tokenize.FetchingOperator.event;
import static org.flinkqlip.operators.tokenize.FetchingOperator.inline;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.operators.fetch.TestServer;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.operators.testing.OneByOne;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of images made to do harm, through the real operator. */
@Timeout(120)
class HostileRecordsTest {
  /** From the fingerprint to the content. */
  private static final int BEFORE_CONTENT = 20;

  @TempDir private static Path directory;
  private static OneByOne<ImageEvent> operator;
  private static TestServer allowed;

  @BeforeAll
  static void start() throws Exception {
    allowed = new TestServer();
    List<String> hosts = List.of(allowed.host());
    operator =
        FetchingOperator.open(
            directory.resolve("model"),
            FetchingOperator.policy(
                hosts, List.of(), hosts, Duration.ofSeconds(2), Duration.ofMillis(500), 0));
  }

  @AfterAll
  static void stop() throws Exception {
    operator.close();
    allowed.close();
  }

  @Test
  void malformedAvroIsADeadLetterOfTheRecord() throws Exception {
    operator.bearMutantsOf(inline("good", image()), 500, BEFORE_CONTENT);
  }

  @Test
  void brokenRecordsInOneBatchEndAsTheyDoAlone() throws Exception {
    byte[] corrupt = image();
    corrupt[18] ^= 1; // the width, which its checksum covers
    allowed.on("/gone", exchange -> exchange.sendResponseHeaders(404, -1));

    operator.endTogetherAsAlone(
        inline("good", image()),
        List.of(
            event("neither").build(),
            inline("empty", new byte[0]),
            inline("other", new byte[] {1, 2, 3}),
            inline("cut", Arrays.copyOf(image(), 100)),
            inline("corrupt", corrupt),
            inline("large", LargePictures.PNG_PALETTE.of(9_000, 9_000)),
            byUri("http://169.254.169.254/"),
            byUri(allowed.uri("/gone")),
            withAttributes("attributes", 100)));
  }

  @Test
  void nullsAndUnknownSchemasAreDeadLetters() throws Exception {
    operator.refuseNullsAndUnknownSchemas(inline("a", image()));
    ImageEvent both =
        event("both").setUri("http://a/").setContent(ByteBuffer.wrap(image())).build();
    assertThat(operator.categoryOf(event("").build())).isEqualTo("EVENT_INVALID");
    assertThat(operator.categoryOf(event("neither").build())).isEqualTo("EVENT_INVALID");
    assertThat(operator.categoryOf(both)).isEqualTo("EVENT_INVALID");
    assertThat(operator.categoryOf(inline("empty", new byte[0]))).isEqualTo("IMAGE_EMPTY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "line\nFAKE 2026-11-24 ERROR everything is lost",
        "carriage\rreturn",
        "terminal\u001b[2Jcleared",
        "nul\u0000byte",
        "right\u202eto left",
        "separator\u2028line",
        "delete\u007f",
      })
  void controlCharactersInIdsDoNotReachMessages(String id) throws Exception {
    DeadLetter letter = operator.letterOf(inline(id, new byte[] {1, 2, 3}));

    assertThat(letter.getCategory()).isEqualTo("IMAGE_UNKNOWN_FORMAT");
    assertThat(letter.getImageId()).isEqualTo(id);
    assertThat(letter.getMessage()).matches("[^\\p{Cntrl}\\p{Cf}\u2028\u2029]*").contains("\\u");
  }

  @Test
  void oversizedPartsAreRefusedAndNotRepeated() throws Exception {
    String megabyte = "x".repeat(1 << 20);
    DeadLetter id = operator.letterOf(inline(megabyte, image()));
    assertThat(id.getCategory()).isEqualTo("EVENT_INVALID");
    assertThat(id.getImageId().length()).isLessThanOrEqualTo(1_024);

    DeadLetter uri = operator.letterOf(byUri("http://" + allowed.host() + "/" + megabyte));
    assertThat(uri.getCategory()).isEqualTo("FETCH_URI_INVALID");
    assertThat(uri.getUri().length()).isLessThanOrEqualTo(2_048);
    assertThat(uri.getMessage().length()).isLessThanOrEqualTo(1_000);

    DeadLetter content = operator.letterOf(inline("big", new byte[20 << 20]));
    assertThat(content.getCategory()).isEqualTo("RECORD_TOO_LARGE");
    assertThat(content.getRecordSize()).isGreaterThan(20 << 20);
  }

  @Test
  void tenThousandAttributesPassOrAreRefusedBySize() throws Exception {
    assertThat(operator.categoryOf(withAttributes("few", 10))).isEqualTo(GOOD);
    DeadLetter letter = operator.letterOf(withAttributes("many", 100));

    assertThat(letter.getCategory()).isEqualTo("RESULT_TOO_LARGE");
    assertThat(letter.getMessage()).contains("10000 now");
  }

  private static ImageEvent withAttributes(String id, int valueLength) throws Exception {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      attributes.put("key" + i, "v".repeat(valueLength));
    }
    ImageEvent event = inline(id, image());
    event.setAttributes(attributes);
    return event;
  }

  private static byte[] image() throws Exception {
    return GoldenBundle.image("square.png");
  }
}
