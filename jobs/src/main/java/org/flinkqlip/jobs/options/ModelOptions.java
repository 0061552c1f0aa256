// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.util.List;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.model.runtime.onnx.CpuNodes;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.device.UnclosableAction;

/**
 * The model, and where it runs.
 *
 * @param bundle directory or uri of the model bundle
 * @param session provider, device and threads
 * @param onUnclosable what happens when a device does not close
 */
public record ModelOptions(String bundle, SessionOptions session, UnclosableAction onUnclosable) {

  public static final Option<String> BUNDLE =
      Option.text(
              "model.bundle",
              "Directory of the model bundle, or its URI in a file system that Flink serves (such"
                  + " as s3:). It is read where the job is submitted and by each task manager,"
                  + " which copies and verifies it.")
          .required();

  public static final Option<Provider> PROVIDER =
      Option.choice(
          "model.provider",
          Provider.class,
          Provider.CPU,
          "Execution provider of ONNX Runtime. A job that asks for cuda and does not get it fails"
              + " at start; it never falls back. For single nodes see `model.cuda.cpu-nodes`.");

  public static final Option<Integer> DEVICE =
      Option.integer("model.device", 0, "Index of the CUDA device.").atLeast(0);

  public static final Option<CpuNodes> CPU_NODES =
      Option.choice(
          "model.cuda.cpu-nodes",
          CpuNodes.class,
          CpuNodes.ALLOW,
          "Whether ONNX Runtime may place single nodes of a graph on the CPU where the provider is"
              + " cuda: those that CUDA has no kernel for, and those on shapes. With forbid, a"
              + " graph with any such node does not load and the job fails at start. No graph of"
              + " ours has met a GPU yet, so what forbid refuses is not known.");

  public static final Option<UnclosableAction> ON_UNCLOSABLE =
      Option.choice(
          "device.on-unclosable",
          UnclosableAction.class,
          UnclosableAction.FAIL,
          "What happens when a device is lost to its process: a call that hangs, or a CUDA error"
              + " that lasts until the process ends. fail: the job fails, and the device is not"
              + " opened again in that process while the call hangs. exit-process: the process ends"
              + " with exit code 70, with every job in it; for task managers with one job, under a"
              + " supervisor that starts a new one.");

  public static final Option<Integer> THREADS =
      Option.integer(
              "model.threads",
              0,
              "CPU threads of one inference; 0 for one per core of the machine.")
          .atLeast(0);

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Model",
          "The model, and where it runs.",
          List.of(BUNDLE, PROVIDER, DEVICE, THREADS, CPU_NODES, ON_UNCLOSABLE));

  /** Reads the options of this stage. */
  public static ModelOptions from(Settings settings) {
    return new ModelOptions(
        settings.get(BUNDLE),
        new SessionOptions(
            settings.get(PROVIDER),
            settings.get(DEVICE),
            settings.get(THREADS),
            settings.get(CPU_NODES)),
        settings.get(ON_UNCLOSABLE));
  }
}
