// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import java.util.List;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.model.runtime.onnx.CpuNodes;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.device.UnclosableAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelOptionsTest {

  @Test
  void theCpuIsTheDefault() {
    assertThat(ModelOptions.from(settings("--model.bundle", "/b")))
        .isEqualTo(new ModelOptions("/b", SessionOptions.cpu(0), UnclosableAction.FAIL));
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            ModelOptions.from(
                settings(
                    "--model.bundle",
                    "s3://models/b",
                    "--model.provider=cuda",
                    "--model.device=1",
                    "--model.threads=4",
                    "--model.cuda.cpu-nodes=forbid",
                    "--device.on-unclosable=exit-process")))
        .isEqualTo(
            new ModelOptions(
                "s3://models/b",
                new SessionOptions(Provider.CUDA, 1, 4, CpuNodes.FORBID),
                UnclosableAction.EXIT_PROCESS));
  }

  @ParameterizedTest
  @CsvSource({
    "--model.provider=gpu",
    "--model.device=-1",
    "--model.threads=-1",
    "--model.cuda.cpu-nodes=maybe",
    "--device.on-unclosable=ignore"
  })
  void valuesOutOfBoundsAreRefused(String argument) {
    assertThatThrownBy(() -> ModelOptions.from(settings(argument)))
        .hasMessageContaining(argument.substring(2, argument.indexOf('=')));
  }

  @Test
  void aBundleMustBeGiven() {
    assertThatThrownBy(() -> TokenizeImages.JOB.parse(List.of("--kafka.bootstrap-servers", "b:1")))
        .hasMessage("model.bundle is not set: give --model.bundle <text>");
  }
}
