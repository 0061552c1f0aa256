// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.lab.training.config.ConfigFile;
import org.flinkqlip.lab.training.config.Stage1Section;
import org.flinkqlip.lab.training.config.Stage2Section;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.flinkqlip.lab.training.loss.BinaryQuantizationLoss;
import org.flinkqlip.lab.training.loss.PerceptualLoss;
import org.flinkqlip.lab.training.network.NetworkWeights;
import org.flinkqlip.lab.training.network.TorchEngine;
import org.flinkqlip.lab.training.progress.TrainingListener;
import org.flinkqlip.lab.training.state.SavedState;
import org.flinkqlip.lab.training.state.StateStore;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.text.VocabularyException;

/** A run, from a configuration to a checkpoint in the published layout. */
public final class TrainingRun {
  /** Held-out images of an evaluation during the training. */
  private static final int EVALUATED = 512;

  private static final int DISCRIMINATOR_CHANNELS = 32;

  private final TrainingConfig config;
  private final Path base;
  private final TrainingListener listener;
  private final BooleanSupplier stop;
  private final RunFolder folder;

  /**
   * Prepares a run.
   *
   * @param base folder that the configuration's relative paths start from, but the output's, which
   *     starts from the working directory
   */
  public TrainingRun(TrainingConfig config, Path base, TrainingListener listener) {
    this(config, base, listener, () -> false);
  }

  /**
   * Prepares a run that can be stopped.
   *
   * @param base as above
   * @param stop asked after each step; once true, the state is saved and the run ends with a {@link
   *     TrainingException} that says so
   */
  public TrainingRun(
      TrainingConfig config, Path base, TrainingListener listener, BooleanSupplier stop) {
    this.config = config;
    this.base = base;
    this.listener = listener;
    this.stop = stop;
    this.folder = new RunFolder(config.output());
  }

  /**
   * Runs to the end.
   *
   * @param resume whether to go on from the last state in the output, if there is one
   * @return the folder of the checkpoint
   * @throws TrainingException if the output holds another run, or the training diverges
   */
  public Path run(boolean resume) throws IOException, CheckpointException, VocabularyException {
    if (!resume && folder.isUsed()) {
      throw new TrainingException(
          "[%s] holds a run already: --resume goes on with it, another --output leaves it alone"
              .formatted(folder.root()));
    }
    int threads =
        config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads();
    VocabularyFolder.prepare(config, base, folder.model());
    ModelFiles model = ModelFiles.write(config.model(), base, folder.model());
    String digest = ConfigFile.digest(config, model.json());
    StateStore store = new StateStore(folder.states());
    Optional<SavedState> saved = store.latest();
    if (saved.isPresent()) {
      check(saved.get(), digest);
    }
    int imageSize = model.preprocessor().imageSize();
    try (NDManager manager = TorchEngine.manager(threads);
        NetworkWeights weights = NetworkWeights.random(model.config(), config.seed(), manager);
        Network network = new Network(weights, config.precision());
        CaptionedImages images = TrainingData.open(config.data(), base, imageSize)) {
      RunContext context =
          new RunContext(
              config,
              digest,
              threads,
              folder,
              model,
              network,
              store,
              listener,
              evaluator(imageSize),
              stop,
              manager);
      stages(context, images, saved);
      context.writeCheckpoint(folder.checkpoint());
    }
    listener.finished(folder.checkpoint());
    return folder.checkpoint();
  }

  private Optional<Evaluator> evaluator(int imageSize) throws IOException {
    return TrainingData.heldOut(config.data(), base, imageSize)
        .map(images -> new HeldOutEvaluator(images, EVALUATED));
  }

  private void check(SavedState saved, String digest) throws TrainingException {
    if (!saved.header().configDigest().equals(digest)) {
      throw new TrainingException(
          ("[%s] was written by a run of another configuration: resume it with its own, or name"
                  + " another --output")
              .formatted(saved.folder()));
    }
  }

  private void stages(RunContext context, CaptionedImages images, Optional<SavedState> saved)
      throws IOException {
    BinaryQuantizationLoss quantization = QuantizationSettings.loss(context.model());
    int stageBefore = saved.map(state -> state.header().stage()).orElse(1);
    if (stageBefore == 1) {
      Stage1Section stage = config.stage1();
      try (StageLoop loop =
          new StageLoop(
              context,
              new StagePlan(1, stage.steps(), stage.optimizer()),
              new Stage1Task(context.network(), stage, quantization))) {
        loop.run(maker(context, images, stage.batch(), true), saved);
      }
    }
    if (config.stage2() != null) {
      Stage2Section stage = config.stage2();
      try (StageLoop loop =
          new StageLoop(
              context,
              new StagePlan(2, stage.steps(), stage.optimizer()),
              stage2(context, stage, quantization))) {
        loop.run(
            maker(context, images, stage.batch(), false),
            saved.filter(state -> state.header().stage() == 2));
      }
    }
  }

  private Stage2Task stage2(
      RunContext context, Stage2Section stage, BinaryQuantizationLoss quantization) {
    int blocks = context.model().config().vision().transformer().layers();
    PerceptualLoss perceptual =
        new PerceptualLoss(
            context.network().vision, IntStream.rangeClosed(1, blocks).boxed().toList());
    return new Stage2Task(
        context.network(),
        stage,
        quantization,
        perceptual,
        new Critic(
            DISCRIMINATOR_CHANNELS,
            config.seed(),
            stage.discriminatorLearningRate(),
            stage.optimizer().weightDecay(),
            context.manager()));
  }

  private BatchMaker maker(
      RunContext context, CaptionedImages images, int batch, boolean captions) {
    return new BatchMaker(
        images,
        captions ? context.model().tokenizer() : null,
        context.model().preprocessor(),
        batch,
        config.data().distinct());
  }
}
