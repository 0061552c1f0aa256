package org.flinkqlip.model.defaults;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.checkpoint.RandomCheckpoint;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;

/**
 * The model that is used where none is named: images of 128 pixels, 64 codes of 28 bits. It is made
 * on first use, from a seed, with random weights: it shows the machinery, and its codes and
 * embeddings mean nothing.
 */
public final class DefaultModel {
  /** Name of the default model; says what it is wherever a model id is printed. */
  public static final String NAME = "untrained-p16-128";

  private static final long SEED = 20_250_215;

  private DefaultModel() {}

  /** The bundle in the user's cache, made if need be. */
  public static ModelBundle open() throws IOException, BundleException {
    return open(cache());
  }

  /** The bundle in the folder {@code cache}, made if need be. */
  public static ModelBundle open(Path cache) throws IOException, BundleException {
    Path directory = cache.resolve(NAME + "-" + BundleExporter.VERSION);
    if (!Files.isRegularFile(directory.resolve(ModelBundle.MANIFEST))) {
      make(cache, directory);
    }
    return ModelBundle.open(directory);
  }

  /** {@code QLIP_CACHE}, or flink-qlip in the platform's cache folder. */
  private static Path cache() {
    String own = System.getenv("QLIP_CACHE");
    if (own != null && !own.isBlank()) {
      return Path.of(own);
    }
    String shared = System.getenv("XDG_CACHE_HOME");
    Path base =
        shared != null && !shared.isBlank()
            ? Path.of(shared)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("flink-qlip");
  }

  /** Builds aside and moves, so that two processes that start at once do not meet. */
  private static void make(Path cache, Path directory) throws IOException, BundleException {
    Files.createDirectories(cache);
    Path workspace = Files.createTempDirectory(cache, "making-");
    try {
      Path checkpoint = workspace.resolve("checkpoint");
      Path bundle = workspace.resolve("bundle");
      RandomCheckpoint.write(
          checkpoint, resource("config.json"), resource("preprocessor_config.json"), SEED);
      BundleExporter.export(checkpoint, bundle, ExportOptions.named(NAME).withTrained(false));
      Files.move(bundle, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another process was faster; its bundle has the same bytes.
    } catch (CheckpointException e) {
      throw new IllegalStateException("the default model's own configuration is valid", e);
    } finally {
      delete(workspace);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DefaultModel.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
