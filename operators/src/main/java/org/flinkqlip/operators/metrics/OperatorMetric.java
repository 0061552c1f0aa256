// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.metrics;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.metrics.MetricGroup;

/** Every metric of the operators, in the group {@value #GROUP} of the operator's scope. */
public enum OperatorMetric {
  RECORDS_RECEIVED(
      "recordsReceived",
      Type.COUNTER,
      "records",
      "Input records. At every barrier equal to the job's results (`imagesTokenized`,"
          + " `captionsEmbedded` or `imagesReconstructed`) + `recordsDeadLettered` + `tombstones`;"
          + " between barriers the difference is what is under way."),
  RECORDS_UNACCOUNTED(
      "recordsUnaccounted",
      Type.GAUGE,
      "records",
      "At the last barrier: `recordsReceived` less results, dead letters and tombstones. Always 0;"
          + " above 0 records were lost in the operator, below 0 doubled."),
  IMAGES_TOKENIZED(
      "imagesTokenized", Type.COUNTER, "images", "Images whose codes and embedding were sent out."),
  CAPTIONS_EMBEDDED(
      "captionsEmbedded", Type.COUNTER, "captions", "Captions whose embedding was sent out."),
  IMAGES_RECONSTRUCTED(
      "imagesReconstructed", Type.COUNTER, "images", "Codes whose picture was sent out."),
  TOKENS_PRODUCED(
      "tokensProduced",
      Type.COUNTER,
      "codes",
      "Codes sent out, one for each patch; zero where a job makes none."),
  TOMBSTONES("tombstones", Type.COUNTER, "records", "Tombstones passed on to the outputs."),
  RECORDS_DEAD_LETTERED(
      "recordsDeadLettered", Type.COUNTER, "records", "Records sent to the dead letters."),
  DEAD_LETTERS(
      "deadLetters",
      Type.COUNTER,
      "records",
      "The same by reason, see [dead letters](dead-letters.md).",
      "category"),
  BATCH_SIZE("batchSize", Type.HISTOGRAM, "records", "Records of a batch that were run."),
  BATCH_FILL_TIME(
      "batchFillTimeMicros",
      Type.HISTOGRAM,
      "microseconds",
      "From a batch's first record to its closing: by size, by bytes or by linger."),
  BATCH_QUEUE_WAIT(
      "batchQueueWaitMicros",
      Type.HISTOGRAM,
      "microseconds",
      "From closed and prepared to the start of the run: waiting for the device."),
  BATCH_RUN_TIME(
      "batchRunTimeMicros", Type.HISTOGRAM, "microseconds", "Run of a batch on the device."),
  PREPARE_TIME(
      "prepareTimeMicros",
      Type.HISTOGRAM,
      "microseconds",
      "Preparation of one record: deserialize, and what the job does before its model (fetch,"
          + " decode, resize; tokenize a text; check codes)."),
  BATCHES_SPLIT(
      "batchesSplit",
      Type.COUNTER,
      "batches",
      "Batches that failed as a whole and were run again in parts."),
  BATCHES_IN_FLIGHT(
      "batchesInFlight", Type.GAUGE, "batches", "Batches that are closed and not yet emitted."),
  OPEN_BATCH_SIZE(
      "openBatchSize", Type.GAUGE, "records", "Records of the batch that is being filled."),
  ENCODER_INFO(
      "encoderInfo",
      Type.GAUGE,
      "1",
      "Always 1; its labels say what computes: CPU or CUDA, and the model id.",
      "provider",
      Labels.MODEL),
  MODEL_LOAD_TIME(
      "modelLoadTimeMillis",
      Type.GAUGE,
      "milliseconds",
      "How long the model in use took to load, its digests checked."),
  MODEL_WARM_UP_TIME(
      "modelWarmUpTimeMillis",
      Type.GAUGE,
      "milliseconds",
      "How long its first call took: a full batch of zeros, before the first record is read."),
  UNDER_WATCH(
      "underWatch",
      Type.GAUGE,
      "1",
      "1 while records are taken in under watch, after a restart, to find one that makes the job"
          + " fail."),
  RECORDS_RUN_ALONE(
      "recordsRunAlone",
      Type.COUNTER,
      "records",
      "Suspects that were run alone, between two blank inputs. Those that were condemned are dead"
          + " letters of the category `QUARANTINED`."),
  HEALTH_IMAGES(
      "healthImages",
      Type.GAUGE,
      "images",
      "Images in the window of `health.window`, from which the figures below are made. They are NaN while it has"
          + " fewer than `health.min-images`.",
      Labels.MODEL),
  HEALTH_BIT_ONES_MIN(
      "healthBitOnesMin",
      Type.GAUGE,
      "share",
      "Share of ones of the bit that has the fewest.",
      Labels.MODEL),
  HEALTH_BIT_ONES_MEAN(
      "healthBitOnesMean", Type.GAUGE, "share", "Mean share of ones of the bits.", Labels.MODEL),
  HEALTH_BIT_ONES_MAX(
      "healthBitOnesMax",
      Type.GAUGE,
      "share",
      "Share of ones of the bit that has the most.",
      Labels.MODEL),
  HEALTH_BIT_ENTROPY_MIN(
      "healthBitEntropyMin",
      Type.GAUGE,
      "bits",
      "Entropy of the bit that has the least: 1 where ones and zeros are as frequent, 0 where the bit never changes.",
      Labels.MODEL),
  HEALTH_BIT_ENTROPY_MEAN(
      "healthBitEntropyMean", Type.GAUGE, "bits", "Mean entropy of the bits.", Labels.MODEL),
  HEALTH_DISTINCT_CODES(
      "healthDistinctCodes",
      Type.GAUGE,
      "codes",
      "Different codes, estimated (standard error 1.6 %).",
      Labels.MODEL),
  HEALTH_DISTINCT_CODE_SHARE(
      "healthDistinctCodeShare",
      Type.GAUGE,
      "share",
      "Different codes for each code. Falls with the number of images in the window.",
      Labels.MODEL),
  HEALTH_EMBEDDING_SPREAD(
      "healthEmbeddingSpread",
      Type.GAUGE,
      "1",
      "How different the images are: 1 - |mean embedding|^2, 0 where all embeddings are equal.",
      Labels.MODEL),
  HEALTH_UNSTABLE_BITS(
      "healthUnstableBits",
      Type.GAUGE,
      "share",
      "Share of the bits whose latent is so near to zero that another precision may flip them. Of bundles that were"
          + " exported by 0.4.0 or later.",
      Labels.MODEL),
  HEALTH_EMBEDDING_NORM(
      "healthEmbeddingNorm",
      Type.GAUGE,
      "1",
      "Mean length of the embedding before it is normalised. Of bundles that were exported by 0.4.0 or later.",
      Labels.MODEL),
  HEALTH_EMBEDDING_DRIFT(
      "healthEmbeddingDrift",
      Type.GAUGE,
      "1",
      "1 - cosine of the mean embedding and the baseline's: 0 to 2. Of bundles with a baseline.",
      Labels.MODEL),
  HEALTH_BIT_DRIFT(
      "healthBitDrift",
      Type.GAUGE,
      "share",
      "Mean absolute difference of the bits' shares of ones from the baseline's. Of bundles with a baseline.",
      Labels.MODEL),
  HEALTH_EMBEDDING_NORM_DRIFT(
      "healthEmbeddingNormDrift",
      Type.GAUGE,
      "1",
      "|`healthEmbeddingNorm` / the baseline's - 1|. Of bundles with both.",
      Labels.MODEL),
  HEALTH_RECONSTRUCTION_PSNR(
      "healthReconstructionPsnr",
      Type.GAUGE,
      "dB",
      "Mean PSNR of the reconstructions of one in `health.psnr-every` images; NaN while the window has none. Where"
          + " that option is set.",
      Labels.MODEL),
  HEALTH_BIT_ONES(
      "healthBitOnes",
      Type.GAUGE,
      "share",
      "Share of ones of each bit, 0 the most significant. With `health.per-bit`.",
      Labels.MODEL,
      Labels.BIT),
  HEALTH_BIT_ENTROPY(
      "healthBitEntropy",
      Type.GAUGE,
      "bits",
      "Entropy of each bit. With `health.per-bit`.",
      Labels.MODEL,
      Labels.BIT);

  /** The group of all of them. */
  public static final String GROUP = "tokenizer";

  private final String metricName;
  private final Type type;
  private final String unit;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> labels;

  OperatorMetric(String metricName, Type type, String unit, String description, String... labels) {
    this.metricName = metricName;
    this.type = type;
    this.unit = unit;
    this.description = description;
    this.labels = List.of(labels);
  }

  /** Keys of labels that several metrics have. */
  private static final class Labels {
    static final String MODEL = "model";
    static final String BIT = "bit";
  }

  /** Flink's kinds of metrics. */
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** Name in the group. */
  public String metricName() {
    return metricName;
  }

  /** Kind of metric. */
  public Type type() {
    return type;
  }

  /** Unit of its values. */
  public String unit() {
    return unit;
  }

  /** What it says, as one or two sentences of Markdown. */
  public String description() {
    return description;
  }

  /** Keys of its labels; Flink puts them in front of the name too. */
  public List<String> labels() {
    return labels;
  }

  /** Its name in Prometheus, behind the operator's scope: group, labels, name. */
  public String prometheusName() {
    return Stream.of(Stream.of(GROUP), labels.stream(), Stream.of(metricName))
        .flatMap(parts -> parts)
        .collect(joining("_"));
  }

  /**
   * The group that it is registered in.
   *
   * @param operatorGroup the operator's own group
   * @param values one for each label
   */
  public MetricGroup groupIn(MetricGroup operatorGroup, String... values) {
    MetricGroup group = operatorGroup.addGroup(GROUP);
    for (int i = 0; i < values.length; i++) {
      group = group.addGroup(labels.get(i), values[i]);
    }
    return group;
  }
}
