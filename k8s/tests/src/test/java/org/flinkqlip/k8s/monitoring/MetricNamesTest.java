// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricNamesTest {

  @Test
  void namesAreNeitherFunctionsNorLabelsNorWords() {
    assertThat(
            MetricNames.of(
                """
                sum by (job_name) (rate(records_in{job_name=~"$job"}[$__rate_interval]))
                  / on (job_name) group_left (pod) (max_over_time(qlip:lag:10m[6h]) > bool 1e3)
                  unless up offset 1h or vector(0) * 60
                """))
        .containsExactly("qlip:lag:10m", "records_in", "up");
  }

  @Test
  void aNameWithAlternativesIsSeveral() {
    assertThat(MetricNames.of("rate({__name__=~\"results_(images|captions)\",job=\"x\"}[1m])"))
        .containsExactly("results_captions", "results_images");
  }
}
