package org.flinkqlip.operators.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What became of the records, and what computes. */
public final class TokenizerMetrics {
  private final MetricGroup operatorGroup;
  private final Counter results;
  private final Counter tokens;
  private final Counter tombstones;
  private final Counter deadLettered;
  private final Map<String, Counter> deadLetters = new TreeMap<>();

  /**
   * Registers them, the counters of all categories included, so that the first dead letter of a
   * category shows as an increase.
   *
   * @param operatorGroup the operator's own group
   * @param sent what counts the records that became results
   * @param categories of dead letters
   */
  public TokenizerMetrics(
      MetricGroup operatorGroup, TokenizerMetric sent, Iterable<String> categories) {
    this.operatorGroup = operatorGroup;
    results = counter(sent);
    tokens = counter(TokenizerMetric.TOKENS_PRODUCED);
    tombstones = counter(TokenizerMetric.TOMBSTONES);
    deadLettered = counter(TokenizerMetric.RECORDS_DEAD_LETTERED);
    for (String category : categories) {
      deadLetters.put(category, counter(TokenizerMetric.DEAD_LETTERS, category));
    }
  }

  /** Tells what computes. */
  public void registerEncoder(String provider, String modelId) {
    Gauge<Integer> one = () -> 1;
    TokenizerMetric.ENCODER_INFO
        .groupIn(operatorGroup, provider, modelId)
        .gauge(TokenizerMetric.ENCODER_INFO.metricName(), one);
  }

  /** Tells what the model's start took. */
  public void registerStart(Duration load, Duration warmUp) {
    millis(TokenizerMetric.MODEL_LOAD_TIME, load);
    millis(TokenizerMetric.MODEL_WARM_UP_TIME, warmUp);
  }

  private void millis(TokenizerMetric metric, Duration duration) {
    Gauge<Long> value = duration::toMillis;
    metric.groupIn(operatorGroup).gauge(metric.metricName(), value);
  }

  /**
   * The results of a record were sent out.
   *
   * @param codes among them
   */
  public void sent(int codes) {
    results.inc();
    tokens.inc(codes);
  }

  /** A tombstone was passed on. */
  public void tombstone() {
    tombstones.inc();
  }

  /**
   * A record was sent to the dead letters.
   *
   * @return how many of its category there have been, this one included
   */
  public long deadLettered(String category) {
    deadLettered.inc();
    Counter counter = deadLetters.get(category);
    counter.inc();
    return counter.getCount();
  }

  private Counter counter(TokenizerMetric metric, String... labels) {
    return metric.groupIn(operatorGroup, labels).counter(metric.metricName());
  }
}
