// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import java.util.Optional;
import org.flinkqlip.model.imaging.ImageFault;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.runtime.codes.InvalidSequenceException;
import org.flinkqlip.model.runtime.onnx.InvalidCodesException;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.fetch.FetchException;
import org.flinkqlip.operators.fetch.FetchFault;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFault;

/**
 * The one place that decides what a failure of preparation means. A run needs no such decision: the
 * engine and the stage have found out whether the record or the device is at fault.
 */
public final class FailureClassifier {
  private FailureClassifier() {}

  /**
   * The category of the dead letter, or nothing if no record is at fault and the job must fail: the
   * schema registry cannot be asked, a library does not load, the task is being cancelled.
   */
  public static Optional<DeadLetterCategory> classify(Exception failure) {
    if (failure instanceof RegistryException
        || failure instanceof StageFailedException
        || failure instanceof InterruptedException) {
      return Optional.empty();
    }
    if (failure instanceof MalformedRecordException malformed) {
      return Optional.of(category(malformed.fault()));
    }
    if (failure instanceof RecordRuleException rule) {
      return Optional.of(rule.category());
    }
    if (failure instanceof FetchException fetch) {
      return Optional.of(category(fetch.fault()));
    }
    if (failure instanceof ImageRejectedException image) {
      return Optional.of(category(image.fault()));
    }
    if (failure instanceof InvalidCodesException || failure instanceof InvalidSequenceException) {
      return Optional.of(DeadLetterCategory.CODES_INVALID);
    }
    return Optional.of(DeadLetterCategory.INTERNAL_ERROR);
  }

  private static DeadLetterCategory category(WireFault fault) {
    return switch (fault) {
      case EMPTY -> DeadLetterCategory.RECORD_EMPTY;
      case BAD_MAGIC -> DeadLetterCategory.RECORD_BAD_MAGIC;
      case UNKNOWN_SCHEMA -> DeadLetterCategory.RECORD_UNKNOWN_SCHEMA;
      case SCHEMA_REFUSED -> DeadLetterCategory.RECORD_SCHEMA_REFUSED;
      case INCOMPATIBLE_SCHEMA -> DeadLetterCategory.RECORD_INCOMPATIBLE_SCHEMA;
      case TRUNCATED -> DeadLetterCategory.RECORD_TRUNCATED;
      case TRAILING_BYTES -> DeadLetterCategory.RECORD_TRAILING_BYTES;
      case TOO_LARGE -> DeadLetterCategory.RECORD_TOO_LARGE;
      case CORRUPT -> DeadLetterCategory.RECORD_CORRUPT;
    };
  }

  private static DeadLetterCategory category(FetchFault fault) {
    return switch (fault) {
      case URI_INVALID -> DeadLetterCategory.FETCH_URI_INVALID;
      case URI_NOT_ALLOWED -> DeadLetterCategory.FETCH_URI_NOT_ALLOWED;
      case NOT_FOUND -> DeadLetterCategory.FETCH_NOT_FOUND;
      case ACCESS_DENIED -> DeadLetterCategory.FETCH_ACCESS_DENIED;
      case TOO_LARGE -> DeadLetterCategory.FETCH_TOO_LARGE;
      case TIMEOUT -> DeadLetterCategory.FETCH_TIMEOUT;
      case UNAVAILABLE -> DeadLetterCategory.FETCH_UNAVAILABLE;
    };
  }

  private static DeadLetterCategory category(ImageFault fault) {
    return switch (fault) {
      case EMPTY -> DeadLetterCategory.IMAGE_EMPTY;
      case UNKNOWN_FORMAT -> DeadLetterCategory.IMAGE_UNKNOWN_FORMAT;
      case UNSUPPORTED -> DeadLetterCategory.IMAGE_UNSUPPORTED;
      case TOO_LARGE -> DeadLetterCategory.IMAGE_TOO_LARGE;
      case TRUNCATED -> DeadLetterCategory.IMAGE_TRUNCATED;
      case CORRUPT -> DeadLetterCategory.IMAGE_CORRUPT;
    };
  }
}
