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
      "model"),
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
          + " letters of the category `QUARANTINED`.");

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
  MetricGroup groupIn(MetricGroup operatorGroup, String... values) {
    MetricGroup group = operatorGroup.addGroup(GROUP);
    for (int i = 0; i < values.length; i++) {
      group = group.addGroup(labels.get(i), values[i]);
    }
    return group;
  }
}
