// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.defaults;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.model.runtime.text.ClipVocabulary;
import org.flinkqlip.model.scratch.Trees;

/**
 * The model that is used where none is named: images of 128 pixels, 64 codes of 28 bits, trained by
 * this project on drawn scenes of coloured shapes and on nothing else. Its checkpoint comes with
 * the class path; the bundle is made on first use.
 */
public final class DefaultModel {
  /** Name of the default model; says what it is of wherever a model id is printed. */
  public static final String NAME = "scenes-p16-128";

  /** The checkpoint's files, beside this class. */
  private static final List<String> FILES =
      List.of(
          Checkpoint.CONFIG,
          Checkpoint.PREPROCESSOR,
          Checkpoint.WEIGHTS,
          ClipVocabulary.VOCAB,
          ClipVocabulary.MERGES);

  /** What the bundle has beside what is exported. */
  private static final List<String> BESIDE = List.of(ModelBundle.BASELINE);

  private static final int DIGITS = 12;
  private static final String WORKSPACE = "making-";
  private static final System.Logger LOG = System.getLogger(DefaultModel.class.getName());

  private DefaultModel() {}

  /** The bundle in the user's cache, made if need be. */
  public static ModelBundle open() throws IOException, BundleException {
    return open(cache());
  }

  /** The bundle in the folder {@code cache}, made if need be. */
  public static ModelBundle open(Path cache) throws IOException, BundleException {
    // Another checkpoint or exporter makes another bundle, which must not be taken for this one.
    Path directory =
        cache.resolve("%s-%s-%s".formatted(NAME, BundleExporter.VERSION, filesDigest()));
    if (Files.isRegularFile(directory.resolve(ModelBundle.MANIFEST))) {
      try {
        return ModelBundle.open(directory);
      } catch (BundleException e) {
        LOG.log(System.Logger.Level.WARNING, "The default model is made anew: {0}", e.getMessage());
      }
    }
    make(cache, directory, Files.exists(directory));
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

  /**
   * Builds aside and moves, so that two processes that start at once do not meet.
   *
   * @param replace whether what is there is not whole
   */
  private static void make(Path cache, Path directory, boolean replace)
      throws IOException, BundleException {
    Files.createDirectories(cache);
    deleteAbandoned(cache);
    Path workspace = Files.createTempDirectory(cache, WORKSPACE);
    try {
      Path checkpoint = Files.createDirectory(workspace.resolve("checkpoint"));
      Path bundle = workspace.resolve("bundle");
      writeCheckpoint(checkpoint);
      BundleExporter.export(checkpoint, bundle, ExportOptions.named(NAME));
      copy(BESIDE, bundle);
      if (replace) {
        // Who has its files open goes on with them.
        Trees.moveUnlessThere(directory, workspace.resolve("replaced"));
      }
      // Where another process was faster, its bundle has the same bytes.
      Trees.moveUnlessThere(bundle, directory);
    } catch (CheckpointException e) {
      throw new IllegalStateException("the default model's own checkpoint is valid", e);
    } finally {
      Trees.delete(workspace);
    }
  }

  /** What killed processes left; to make a model takes seconds. */
  private static void deleteAbandoned(Path cache) throws IOException {
    Instant dead = Instant.now().minus(Duration.ofDays(1));
    try (DirectoryStream<Path> workspaces = Files.newDirectoryStream(cache, WORKSPACE + "*")) {
      for (Path workspace : workspaces) {
        if (Files.getLastModifiedTime(workspace).toInstant().isBefore(dead)) {
          Trees.delete(workspace);
        }
      }
    }
  }

  /** Copies the checkpoint, in the published layout, to {@code directory}, which exists. */
  public static void writeCheckpoint(Path directory) throws IOException {
    copy(FILES, directory);
  }

  private static void copy(List<String> files, Path directory) throws IOException {
    for (String file : files) {
      try (InputStream in = resource(file)) {
        Files.copy(in, directory.resolve(file));
      }
    }
  }

  /** The first digits of the SHA-256 of all files, one after the other. */
  private static String filesDigest() throws IOException {
    List<InputStream> streams = new ArrayList<>();
    for (List<String> files : List.of(FILES, BESIDE)) {
      for (String file : files) {
        streams.add(resource(file));
      }
    }
    try (InputStream all = new SequenceInputStream(Collections.enumeration(streams))) {
      return Sha256.of(all).substring(0, DIGITS);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = DefaultModel.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(
          "%s of the default model is missing from the class path".formatted(name));
    }
    return in;
  }
}
