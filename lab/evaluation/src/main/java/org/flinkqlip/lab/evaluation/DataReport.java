// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.lab.evaluation.measure.CodeUsage;
import org.flinkqlip.lab.evaluation.measure.ProbeAccuracy;
import org.flinkqlip.lab.evaluation.measure.ReconstructionQuality;
import org.flinkqlip.lab.evaluation.measure.RetrievalRecall;
import org.flinkqlip.lab.evaluation.measure.Stability;
import org.flinkqlip.lab.evaluation.measure.ZeroShotAccuracy;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a model on one data set. Those of meaning are null where the data has no classes
 * or captions, or the model no vocabulary.
 *
 * @param data name of the data set
 * @param images that were measured
 * @param zeroShotOrNull zero-shot classification
 * @param retrievalOrNull retrieval among pairs
 * @param probeOrNull linear probe
 * @param reconstruction quality of the pictures
 * @param codes how evenly they use their bits
 * @param stability under small changes of the picture
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataReport(
    String data,
    int images,
    @JsonProperty("zeroShot") @Nullable ZeroShotAccuracy zeroShotOrNull,
    @JsonProperty("retrieval") @Nullable RetrievalRecall retrievalOrNull,
    @JsonProperty("linearProbe") @Nullable ProbeAccuracy probeOrNull,
    ReconstructionQuality reconstruction,
    CodeUsage codes,
    List<Stability> stability) {
  /** Rejects nulls where a figure is always there. */
  public DataReport {
    requireNonNull(data, "data is null");
    requireNonNull(reconstruction, "reconstruction is null");
    requireNonNull(codes, "codes is null");
    stability = List.copyOf(stability);
    if (images < 1) {
      throw new IllegalArgumentException("figures of no images");
    }
  }

  /** Zero-shot classification, if the data has classes and the model a vocabulary. */
  public Optional<ZeroShotAccuracy> zeroShot() {
    return Optional.ofNullable(zeroShotOrNull);
  }

  /** Retrieval, if the data has captions and the model a vocabulary. */
  public Optional<RetrievalRecall> retrieval() {
    return Optional.ofNullable(retrievalOrNull);
  }

  /** Linear probe, if the data has classes. */
  public Optional<ProbeAccuracy> linearProbe() {
    return Optional.ofNullable(probeOrNull);
  }
}
