// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import static org.flinkqlip.operators.outcome.FailureStage.DECODE;
import static org.flinkqlip.operators.outcome.FailureStage.DESERIALIZE;
import static org.flinkqlip.operators.outcome.FailureStage.EMBED;
import static org.flinkqlip.operators.outcome.FailureStage.ENCODE;
import static org.flinkqlip.operators.outcome.FailureStage.FETCH;
import static org.flinkqlip.operators.outcome.FailureStage.PREPARE;
import static org.flinkqlip.operators.outcome.FailureStage.RECONSTRUCT;
import static org.flinkqlip.operators.outcome.FailureStage.SERIALIZE;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.flinkqlip.model.imaging.ImageFormat;

/** Why a record became a dead letter: who is at fault, and whether sending it again can help. */
public enum DeadLetterCategory {
  RECORD_EMPTY(DESERIALIZE, Fault.PRODUCER, Replay.NO, "The value has no bytes."),
  RECORD_BAD_MAGIC(
      DESERIALIZE,
      Fault.PRODUCER,
      Replay.NO,
      "The first bytes are not those of the configured wire format."),
  RECORD_UNKNOWN_SCHEMA(
      DESERIALIZE,
      Fault.PRODUCER,
      Replay.AFTER_A_CHANGE,
      "No schema is known under the record's id or fingerprint, or too many unknown ids came at"
          + " once to ask for this one."),
  RECORD_SCHEMA_REFUSED(
      DESERIALIZE,
      Fault.CONFIGURATION,
      Replay.AFTER_A_CHANGE,
      "The schema registry refuses the record's id, while it answers others with the same"
          + " credentials."),
  RECORD_INCOMPATIBLE_SCHEMA(
      DESERIALIZE,
      Fault.PRODUCER,
      Replay.AFTER_A_CHANGE,
      "The writer's schema is known and its records cannot be read as those of the topic."),
  RECORD_TRUNCATED(
      DESERIALIZE,
      Fault.PRODUCER,
      Replay.NO,
      "The value ends before the record does, or a length claims more than there is."),
  RECORD_TRAILING_BYTES(
      DESERIALIZE, Fault.PRODUCER, Replay.NO, "Bytes follow the record in the value."),
  RECORD_TOO_LARGE(
      DESERIALIZE,
      Fault.PRODUCER,
      Replay.NO,
      "The value is longer than 64 MiB, which no option changes. Send a smaller record: an image by"
          + " uri."),
  RECORD_CORRUPT(
      DESERIALIZE, Fault.PRODUCER, Replay.NO, "The bytes are no record of the writer's schema."),
  EVENT_INVALID(
      DESERIALIZE,
      Fault.PRODUCER,
      Replay.NO,
      "The record breaks a rule: its identity is empty or longer than 1,024 bytes, not exactly one"
          + " of content and uri is set, or a text is blank."),
  KEY_MISMATCH(
      DESERIALIZE,
      Fault.PRODUCER,
      Replay.NO,
      "The Kafka key is not the identity in UTF-8: results would land in another partition than the"
          + " tombstone."),
  KEY_INVALID(
      DESERIALIZE,
      Fault.PRODUCER,
      Replay.NO,
      "A tombstone whose key is missing, empty or longer than 1,024 bytes."),
  FETCH_URI_INVALID(FETCH, Fault.PRODUCER, Replay.NO, "The text is no uri."),
  FETCH_URI_NOT_ALLOWED(
      FETCH,
      Fault.CONFIGURATION,
      Replay.AFTER_A_CHANGE,
      "The uri's scheme, host, address or path is not on the allow-list."),
  FETCH_NOT_FOUND(FETCH, Fault.PRODUCER, Replay.AFTER_A_CHANGE, "There is nothing at the uri."),
  FETCH_ACCESS_DENIED(
      FETCH,
      Fault.CONFIGURATION,
      Replay.AFTER_A_CHANGE,
      "The job's credentials may not read what is at the uri."),
  FETCH_TOO_LARGE(
      FETCH,
      Fault.CONFIGURATION,
      Replay.AFTER_A_CHANGE,
      "What is at the uri is larger than the limit."),
  FETCH_TIMEOUT(
      FETCH, Fault.ENVIRONMENT, Replay.YES, "The server did not answer in time, retries included."),
  FETCH_UNAVAILABLE(
      FETCH,
      Fault.ENVIRONMENT,
      Replay.YES,
      "The server failed or could not be reached, retries included."),
  IMAGE_EMPTY(DECODE, Fault.PRODUCER, Replay.NO, "The image has no bytes."),
  IMAGE_UNKNOWN_FORMAT(
      DECODE,
      Fault.PRODUCER,
      Replay.NO,
      "The leading bytes belong to none of " + ImageFormat.names("and") + "."),
  IMAGE_UNSUPPORTED(
      DECODE,
      Fault.PRODUCER,
      Replay.NO,
      "An image format, or a variant of one, that is not supported; the message names it."),
  IMAGE_TOO_LARGE(
      DECODE,
      Fault.CONFIGURATION,
      Replay.AFTER_A_CHANGE,
      "More bytes, pixels, width, height or aspect than the limits allow, or decoding it needs more"
          + " memory than all images of a process have together."),
  IMAGE_TRUNCATED(DECODE, Fault.PRODUCER, Replay.NO, "The data ends before the image does."),
  IMAGE_CORRUPT(DECODE, Fault.PRODUCER, Replay.NO, "The data contradicts its format."),
  ENCODE_FAILED(
      ENCODE,
      Fault.MODEL,
      Replay.AFTER_A_CHANGE,
      "The model fails twice on this image alone, and encodes a blank one before and after the"
          + " second time."),
  ENCODE_NOT_FINITE(
      ENCODE,
      Fault.MODEL,
      Replay.AFTER_A_CHANGE,
      "The embedding, or the features in their number format, hold a number that is not finite: the"
          + " precision overflows."),
  EMBED_FAILED(
      EMBED,
      Fault.MODEL,
      Replay.AFTER_A_CHANGE,
      "The model fails twice on this text alone, and embeds an empty one before and after the"
          + " second time."),
  EMBED_NOT_FINITE(
      EMBED,
      Fault.MODEL,
      Replay.AFTER_A_CHANGE,
      "The embedding of a text holds a number that is not finite: the model's precision"
          + " overflows."),
  CODES_OTHER_MODEL(
      RECONSTRUCT,
      Fault.CONFIGURATION,
      Replay.AFTER_A_CHANGE,
      "The codes name another model than the job's bundle."),
  CODES_INVALID(
      RECONSTRUCT,
      Fault.PRODUCER,
      Replay.NO,
      "No image of the model has these codes: another grid or number of bits, too few, too many,"
          + " out of range, or a sequence of ids that stands for none."),
  RECONSTRUCT_FAILED(
      RECONSTRUCT,
      Fault.MODEL,
      Replay.AFTER_A_CHANGE,
      "The model fails twice on these codes alone, and decodes others before and after the second"
          + " time."),
  RESULT_TOO_LARGE(
      SERIALIZE,
      Fault.CONFIGURATION,
      Replay.AFTER_A_CHANGE,
      "A result, with the input's attributes, exceeds the largest output record; all results of the"
          + " input are withheld."),
  QUARANTINED(
      PREPARE,
      Fault.SOFTWARE,
      Replay.AFTER_A_CHANGE,
      "The record made the job fail, and again each time it ran alone: its process died, memory or"
          + " stack ran out, the device hung or broke, or the broker refused the result. Blank inputs passed"
          + " before and after it. Its content was not looked into."),
  INTERNAL_ERROR(
      PREPARE,
      Fault.SOFTWARE,
      Replay.AFTER_A_CHANGE,
      "An error that no other category foresees: please report it with the message.");

  private final FailureStage stage;
  private final Fault fault;
  private final Replay replay;
  private final String meaning;

  DeadLetterCategory(FailureStage stage, Fault fault, Replay replay, String meaning) {
    this.stage = stage;
    this.fault = fault;
    this.replay = replay;
    this.meaning = meaning;
  }

  /** Who has to do something. */
  public enum Fault {
    PRODUCER,
    CONFIGURATION,
    ENVIRONMENT,
    MODEL,
    SOFTWARE
  }

  /** Whether the same record can succeed when it is sent again. */
  public enum Replay {
    YES,
    AFTER_A_CHANGE,
    NO
  }

  /** Names of the categories that a job with these steps can give. */
  public static List<String> namesIn(Set<FailureStage> stages) {
    return Arrays.stream(values())
        .filter(category -> stages.contains(category.stage))
        .map(Enum::name)
        .toList();
  }

  /** The step that failed. */
  public FailureStage stage() {
    return stage;
  }

  /** Who has to do something. */
  public Fault fault() {
    return fault;
  }

  /** Whether the same record can succeed when it is sent again. */
  public Replay replay() {
    return replay;
  }

  /** What it says, as one or two sentences of Markdown. */
  public String meaning() {
    return meaning;
  }
}
