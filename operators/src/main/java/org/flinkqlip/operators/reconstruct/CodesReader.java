// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import static org.flinkqlip.operators.outcome.DeadLetterCategory.CODES_INVALID;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.CODES_OTHER_MODEL;

import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.model.runtime.codes.CodeSequencer;
import org.flinkqlip.model.runtime.codes.InvalidSequenceException;
import org.flinkqlip.model.runtime.onnx.InvalidCodesException;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.operators.sequence.CodeSequences;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.PrimitiveLists;

/** The codes of a record, if they are those of an image of this model. */
final class CodesReader {
  private final String modelId;
  private final ModelManifest manifest;

  CodesReader(String modelId, ModelManifest manifest) {
    this.modelId = modelId;
    this.manifest = manifest;
  }

  /**
   * The codes, from the sequence where the plain ones are left out.
   *
   * @throws RecordRuleException if they are of another model, or of another shape
   * @throws InvalidCodesException if they are too few, too many or out of range
   * @throws InvalidSequenceException if the sequence stands for no codes
   */
  int[] read(ImageCodes record)
      throws RecordRuleException, InvalidCodesException, InvalidSequenceException {
    String maker = record.getProvenance().getModelId();
    if (!maker.equals(modelId)) {
      throw new RecordRuleException(
          CODES_OTHER_MODEL,
          "the codes are of model %s, this job decodes those of %s: run it with the bundle that made them"
              .formatted(maker, modelId));
    }
    if (record.getGridHeight() != manifest.gridHeight()
        || record.getGridWidth() != manifest.gridWidth()
        || record.getBitsPerCode() != manifest.bits()) {
      throw new RecordRuleException(
          CODES_INVALID,
          "a grid of %d x %d codes of %d bits, but the model has %d x %d of %d bits"
              .formatted(
                  record.getGridHeight(),
                  record.getGridWidth(),
                  record.getBitsPerCode(),
                  manifest.gridHeight(),
                  manifest.gridWidth(),
                  manifest.bits()));
    }
    int[] codes = codes(record);
    InvalidCodesException.check(codes, manifest);
    return codes;
  }

  private int[] codes(ImageCodes record) throws RecordRuleException, InvalidSequenceException {
    if (!record.getCodes().isEmpty() || record.getSequence() == null) {
      return PrimitiveLists.toInts(record.getCodes());
    }
    try {
      CodeSequencer sequencer =
          new CodeSequencer(CodeSequences.options(record.getSequence(), manifest.bits()));
      return sequencer.toCodes(PrimitiveLists.toInts(record.getSequence().getIds()));
    } catch (IllegalArgumentException e) {
      throw new RecordRuleException(
          CODES_INVALID, "the sequence contradicts itself: " + e.getMessage());
    }
  }
}
