// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.runtime.bundle.ModelBundle;

/**
 * The figures of a model.
 *
 * @param model its id
 * @param trained whether its weights mean anything
 * @param data figures on each data set
 */
public record EvaluationReport(String model, boolean trained, List<DataReport> data) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Rejects a report without figures. */
  public EvaluationReport {
    requireNonNull(model, "model is null");
    data = List.copyOf(data);
    if (data.isEmpty()) {
      throw new IllegalArgumentException("a report without figures");
    }
  }

  /** The figures of {@code bundle}. */
  public static EvaluationReport of(ModelBundle bundle, List<DataReport> data) {
    return new EvaluationReport(bundle.modelId(), bundle.manifest().trained(), data);
  }

  /** The figures as JSON, with nothing rounded. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException("a report is always valid JSON", e);
    }
  }

  /** Writes the figures as JSON; folders are made as needed. */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, toJson());
  }

  /** The figures as a table for people, a column for each data set. */
  public String toText() {
    return new ReportTable(this).toString();
  }
}
