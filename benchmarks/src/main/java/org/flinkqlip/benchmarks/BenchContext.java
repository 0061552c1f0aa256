// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.Provider;

/**
 * What suites are run with.
 *
 * @param quick whether everything is done once and shortly, to see that it works; such figures mean
 *     nothing
 * @param model the small model of the pipeline and of everything that needs a trained one
 * @param provider that the device suite measures
 * @param python an interpreter with Pillow
 * @param workDirectory for models and data; a folder that exists
 * @param chartsDirectory for charts; a folder that exists
 * @param listener hears what is being done
 */
public record BenchContext(
    boolean quick,
    ModelBundle model,
    Provider provider,
    Path python,
    Path workDirectory,
    Path chartsDirectory,
    Consumer<String> listener) {

  public BenchContext {
    requireNonNull(model, "model is null");
    requireNonNull(provider, "provider is null");
    requireNonNull(python, "python is null");
    requireNonNull(workDirectory, "workDirectory is null");
    requireNonNull(chartsDirectory, "chartsDirectory is null");
    requireNonNull(listener, "listener is null");
  }

  /** Says what is being done, in the words of a format. */
  public void progress(String format, Object... arguments) {
    listener.accept(format.formatted(arguments));
  }
}
