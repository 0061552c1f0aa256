package org.flinkqlip.jobs.options;

import java.util.List;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.model.onnx.Provider;
import org.flinkqlip.model.onnx.SessionOptions;

/**
 * The model, and where it runs.
 *
 * @param bundle directory or uri of the model bundle
 * @param session provider, device and threads
 */
public record ModelOptions(String bundle, SessionOptions session) {

  public static final Option<String> BUNDLE =
      Option.text(
              "model.bundle",
              "Directory of the model bundle, or its URI in a file system that Flink serves (such as"
                  + " s3:). It is read where the job is submitted and by each task manager, which"
                  + " copies and verifies it.")
          .required();

  public static final Option<Provider> PROVIDER =
      Option.choice(
          "model.provider",
          Provider.class,
          Provider.CPU,
          "Execution provider of ONNX Runtime. A job that asks for cuda and does not get it fails at"
              + " start; it never falls back.");

  public static final Option<Integer> DEVICE =
      Option.integer("model.device", 0, "Index of the CUDA device.").atLeast(0);

  public static final Option<Integer> THREADS =
      Option.integer(
              "model.threads",
              0,
              "CPU threads of one inference; 0 for one per core of the machine.")
          .atLeast(0);

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Model", "The model, and where it runs.", List.of(BUNDLE, PROVIDER, DEVICE, THREADS));

  /** Reads the options of this stage. */
  public static ModelOptions from(Settings settings) {
    return new ModelOptions(
        settings.get(BUNDLE),
        new SessionOptions(settings.get(PROVIDER), settings.get(DEVICE), settings.get(THREADS)));
  }
}
