// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.config.SettingsReader;

/** Settings for tests: the given ones, and what is required. */
public final class OptionsOf {

  private OptionsOf() {}

  public static Settings settings(String... arguments) {
    return settings(TokenizeImages.JOB.catalog(), arguments);
  }

  /** Settings of a job with what it requires. */
  public static Settings settings(OptionCatalog catalog, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    addUnlessGiven(all, "--kafka.bootstrap-servers", "broker:9092");
    addUnlessGiven(all, "--model.bundle", "/models/b16");
    return new SettingsReader(catalog).read(all);
  }

  /** Options of TokenizeImages. */
  public static CommonOptions job(String... arguments) {
    return of(TokenizeImages.JOB, arguments);
  }

  public static CommonOptions of(StreamJob job, String... arguments) {
    return job.options(settings(job.catalog(), arguments));
  }

  private static void addUnlessGiven(List<String> arguments, String key, String value) {
    if (!arguments.contains(key)) {
      arguments.add(key);
      arguments.add(value);
    }
  }
}
