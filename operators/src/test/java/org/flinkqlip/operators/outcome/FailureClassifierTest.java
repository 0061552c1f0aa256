// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.flinkqlip.model.imaging.ImageFault;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.docs.GeneratedPage;
import org.flinkqlip.operators.fetch.FetchException;
import org.flinkqlip.operators.fetch.FetchFault;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.RegistryFault;
import org.flinkqlip.schemas.wire.WireFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureClassifierTest {
  /** Categories that are given where the fault is found, not made from an exception. */
  private static final Set<DeadLetterCategory> GIVEN =
      Set.of(
          DeadLetterCategory.EVENT_INVALID,
          DeadLetterCategory.KEY_MISMATCH,
          DeadLetterCategory.KEY_INVALID,
          DeadLetterCategory.ENCODE_FAILED,
          DeadLetterCategory.ENCODE_NOT_FINITE,
          DeadLetterCategory.EMBED_FAILED,
          DeadLetterCategory.EMBED_NOT_FINITE,
          DeadLetterCategory.CODES_OTHER_MODEL,
          DeadLetterCategory.CODES_INVALID,
          DeadLetterCategory.RECONSTRUCT_FAILED,
          DeadLetterCategory.RESULT_TOO_LARGE,
          DeadLetterCategory.QUARANTINED);

  @ParameterizedTest
  @EnumSource
  void malformedPayloadIsNamedAfterItsFault(WireFault fault) {
    assertThat(FailureClassifier.classify(new MalformedRecordException(fault, "m")))
        .hasValue(DeadLetterCategory.valueOf("RECORD_" + fault));
  }

  @ParameterizedTest
  @EnumSource
  void failedFetchIsNamedAfterItsFault(FetchFault fault) {
    assertThat(FailureClassifier.classify(new FetchException(fault, "m")))
        .hasValue(DeadLetterCategory.valueOf("FETCH_" + fault));
  }

  @ParameterizedTest
  @EnumSource
  void rejectedImageIsNamedAfterItsFault(ImageFault fault) {
    assertThat(FailureClassifier.classify(new ImageRejectedException(fault, "m")))
        .hasValue(DeadLetterCategory.valueOf("IMAGE_" + fault));
  }

  @ParameterizedTest
  @EnumSource
  void registryThatCannotBeAskedFailsTheJob(RegistryFault fault) {
    assertThat(FailureClassifier.classify(new RegistryException(fault, "m"))).isEmpty();
  }

  @Test
  void brokenStageAndInterruptFailTheJob() {
    assertThat(FailureClassifier.classify(new StageFailedException("m"))).isEmpty();
    assertThat(FailureClassifier.classify(new InterruptedException())).isEmpty();
  }

  @Test
  void whatNobodyForesawIsADeadLetterToo() {
    assertThat(FailureClassifier.classify(new IOException("m")))
        .hasValue(DeadLetterCategory.INTERNAL_ERROR);
    assertThat(FailureClassifier.classify(new NullPointerException()))
        .hasValue(DeadLetterCategory.INTERNAL_ERROR);
  }

  @Test
  void everyCategoryComesFromSomewhere() {
    Set<DeadLetterCategory> reached = new HashSet<>(GIVEN);
    List<Exception> failures = new ArrayList<>();
    failures.add(new IllegalArgumentException("m"));
    for (WireFault fault : WireFault.values()) {
      failures.add(new MalformedRecordException(fault, "m"));
    }
    for (FetchFault fault : FetchFault.values()) {
      failures.add(new FetchException(fault, "m"));
    }
    for (ImageFault fault : ImageFault.values()) {
      failures.add(new ImageRejectedException(fault, "m"));
    }
    failures.forEach(failure -> FailureClassifier.classify(failure).ifPresent(reached::add));

    assertThat(reached).containsExactlyInAnyOrder(DeadLetterCategory.values());
  }

  @Test
  void referencePageIsUpToDate() throws IOException {
    GeneratedPage.assertUpToDate("dead-letters.md", page());
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Dead letters

            <!-- Made from DeadLetterCategory by FailureClassifierTest; do not edit. -->

            A record that a job cannot turn into results becomes one `DeadLetter` on the topic `image-dead-letters`
            (TokenizeImages), `caption-dead-letters` (EmbedText) or `reconstruction-dead-letters` (ReconstructImages), in its
            place in the order, and leaves its neighbours alone. The key is the imageId or captionId, or the input's key where
            the id could not be read. `message` names the record, the fault and the next step; `provenance` says where the
            input is, so it can be read again. A dead letter never holds the image or the text itself, its texts are clipped,
            and its uri has no user info.

            Only what is nobody's record fails the job instead, to be restarted from the last checkpoint: the schema registry
            cannot be asked, an image library does not load, the device takes not even a blank input any more, or nothing
            moves for the stall timeout. If it was a record all the same, which kills its process, exhausts memory or stack,
            breaks or hangs the device, or whose result the broker refuses, then it fails again when it runs alone, while
            blank inputs pass before and after it: after the second time it becomes a dead letter of the category
            `QUARANTINED`, and its neighbours go on. Options under `quarantine.` bound that.

            Fault says who has something to do. Replay says whether the same record can succeed when it is sent again.

            | category | stage | fault | replay | meaning |
            |---|---|---|---|---|
            """);
    for (DeadLetterCategory category : DeadLetterCategory.values()) {
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  category,
                  category.stage().label(),
                  words(category.fault()),
                  words(category.replay()),
                  category.meaning()));
    }
    return page.toString();
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
