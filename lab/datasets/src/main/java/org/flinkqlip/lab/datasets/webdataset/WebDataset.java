// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;

/**
 * Captioned images of WebDataset tars, as img2dataset writes them: KEY.jpg (or png, webp), KEY.txt,
 * KEY.json. Headers are read once; then every sample is one seek away. After the last sample the
 * first one follows again, in another order if shuffled.
 *
 * <p>A broken sample never fails: the one after it takes its place, and {@link #skipped} tells. A
 * file {@value #CLASS_NAMES} beside the first tar, one name a line, gives labels (KEY.cls) their
 * meaning. Pixels are what the tokenizer would see. Safe for use by several threads.
 */
public final class WebDataset implements CaptionedImages {
  /** Names of classes, beside the tars. */
  public static final String CLASS_NAMES = "classnames.txt";

  private static final int MOST_BROKEN_IN_A_ROW = 1000;

  private final List<Path> tars;
  private final List<StoredSample> samples;
  private final List<String> classNames;
  private final LongUnaryOperator order;
  private final ImagePreprocessor preprocessor;
  private final PreprocessOptions options;
  private final SkipLog log;
  private final Set<Integer> broken = ConcurrentHashMap.newKeySet();

  private WebDataset(
      List<Path> tars,
      List<StoredSample> samples,
      List<String> classNames,
      LongUnaryOperator order,
      PreprocessOptions options,
      SkipLog log) {
    this.tars = tars;
    this.samples = samples;
    this.classNames = classNames;
    this.order = order;
    this.preprocessor = new ImagePreprocessor(options);
    this.options = options;
    this.log = log;
  }

  /**
   * Samples in the order of the tars.
   *
   * @throws IOException if a tar cannot be opened or none holds a sample
   */
  public static WebDataset open(List<Path> tars, PreprocessOptions options) throws IOException {
    SkipLog log = new SkipLog();
    List<String> classNames = classNames(tars);
    List<StoredSample> samples = index(tars, classNames.size(), log);
    return new WebDataset(
        List.copyOf(tars), samples, classNames, index -> index % samples.size(), options, log);
  }

  /**
   * Shuffled samples, in another order in each round.
   *
   * @throws IOException if a tar cannot be opened or none holds a sample
   */
  public static WebDataset open(List<Path> tars, PreprocessOptions options, long seed)
      throws IOException {
    WebDataset stored = open(tars, options);
    return new WebDataset(
        stored.tars,
        stored.samples,
        stored.classNames,
        new Permutation(stored.samples.size(), seed)::at,
        options,
        stored.log);
  }

  /**
   * The tars of a folder by name.
   *
   * @throws IOException if there is none
   */
  public static List<Path> tarsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> tars =
          files.filter(file -> file.getFileName().toString().endsWith(".tar")).sorted().toList();
      if (tars.isEmpty()) {
        throw new IOException("%s holds no tar: give a folder of 00000.tar ...".formatted(folder));
      }
      return tars;
    }
  }

  @Override
  public CaptionedImage get(long index) throws IOException {
    if (index < 0) {
      throw new IndexOutOfBoundsException("no sample at " + index);
    }
    int tries = Math.min(samples.size(), MOST_BROKEN_IN_A_ROW);
    for (int skip = 0; skip < tries; skip++) {
      Optional<CaptionedImage> image = read((int) order.applyAsLong(index + skip));
      if (image.isPresent()) {
        return image.get();
      }
    }
    throw new IOException(
        "%d samples in a row are broken, the first: %s"
            .formatted(tries, skipped().examples().get(0)));
  }

  /** How many samples the tars hold, those whose picture may turn out broken included. */
  @Override
  public OptionalLong size() {
    return OptionalLong.of(samples.size());
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  /** What was not used so far, each sample counted once. */
  public SkipReport skipped() {
    return log.report();
  }

  private Optional<CaptionedImage> read(int position) throws IOException {
    if (broken.contains(position)) {
      return Optional.empty();
    }
    StoredSample sample = samples.get(position);
    Path tar = tars.get(sample.tar());
    String name = tar.getFileName() + "/" + sample.key();
    try (FileChannel channel = FileChannel.open(tar, StandardOpenOption.READ)) {
      byte[] described = sample.caption().read(channel);
      String caption =
          sample.captionIsJson()
              ? CaptionReader.fromJson(described)
              : CaptionReader.fromText(described);
      if (caption.isEmpty()) {
        skip(position, new SkippedSample(name, SkipReason.NO_CAPTION, "the caption is empty"));
        return Optional.empty();
      }
      byte[] pixels = new byte[preprocessor.tensorSize()];
      preprocessor.preprocess(sample.image().read(channel), ByteBuffer.wrap(pixels), 0);
      return Optional.of(new CaptionedImage(name, options.size(), pixels, caption, sample.label()));
    } catch (ImageRejectedException e) {
      skip(position, new SkippedSample(name, SkipReason.BAD_IMAGE, message(e)));
    } catch (EOFException e) {
      skip(position, new SkippedSample(name, SkipReason.BAD_TAR, message(e)));
    }
    return Optional.empty();
  }

  private static String message(Exception failure) {
    return requireNonNullElse(failure.getMessage(), failure.toString());
  }

  private void skip(int position, SkippedSample sample) {
    if (broken.add(position)) {
      log.add(sample);
    }
  }

  private static List<StoredSample> index(List<Path> tars, int classes, SkipLog log)
      throws IOException {
    TarIndexer indexer = new TarIndexer(classes, log);
    for (int tar = 0; tar < tars.size(); tar++) {
      indexer.add(tar, tars.get(tar));
    }
    List<StoredSample> samples = indexer.samples();
    if (samples.isEmpty()) {
      throw new IOException(
          "no sample in %d tars; a sample is KEY.jpg with KEY.txt. Not used: %s"
              .formatted(tars.size(), log.report().examples()));
    }
    return samples;
  }

  private static List<String> classNames(List<Path> tars) throws IOException {
    if (requireNonNull(tars, "tars are null").isEmpty()) {
      throw new IllegalArgumentException("no tars");
    }
    Path names = tars.get(0).toAbsolutePath().resolveSibling(CLASS_NAMES);
    if (!Files.exists(names)) {
      return List.of();
    }
    return Files.readAllLines(names).stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
