// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes captioned images as img2dataset does: 00000.tar, 00001.tar, ... with keys of the tar's
 * number and the sample's. The same images give the same bytes. A tar has its final name once it is
 * whole. Not for use by several threads.
 */
public final class WebDatasetWriter implements AutoCloseable {
  /** As many as four digits of a key count. */
  public static final int MOST_SAMPLES_PER_TAR = 10_000;

  private static final String UNFINISHED = ".part";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final PictureFormat format;
  private final PictureWriter pictures;
  private final int samplesPerTar;

  private @Nullable TarArchiveOutputStream tar;
  private int tars;
  private int samplesInTar;

  /**
   * A writer into a folder, which is made if missing.
   *
   * @param classNames what labels mean; written beside the tars unless empty
   */
  public WebDatasetWriter(
      Path folder, PictureFormat format, int samplesPerTar, List<String> classNames)
      throws IOException {
    requireSamplesPerTar(samplesPerTar);
    this.folder = requireNonNull(folder, "folder is null");
    this.format = requireNonNull(format, "format is null");
    this.pictures = new PictureWriter(format);
    this.samplesPerTar = samplesPerTar;
    Files.createDirectories(folder);
    if (!classNames.isEmpty()) {
      Files.writeString(
          folder.resolve(WebDataset.CLASS_NAMES), String.join("\n", classNames) + "\n");
    }
  }

  static void requireSamplesPerTar(int samples) {
    if (samples < 1 || samples > MOST_SAMPLES_PER_TAR) {
      throw new IllegalArgumentException(
          "samples per tar must be 1 to %d: %d".formatted(MOST_SAMPLES_PER_TAR, samples));
    }
  }

  /** Appends a sample. */
  public void write(CaptionedImage image) throws IOException {
    if (tar != null && samplesInTar == samplesPerTar) {
      finishTar(tar);
    }
    TarArchiveOutputStream into = tar == null ? startTar() : tar;
    String key = "%05d%04d".formatted(tars, samplesInTar);
    add(
        into,
        key + "." + format.extension(),
        pictures.write(image.pixels(), image.size(), image.size()));
    add(into, key + ".txt", image.caption().getBytes(UTF_8));
    add(into, key + ".json", JSON.writeValueAsBytes(new Metadata(key, image)));
    if (image.label() != CaptionedImage.NO_LABEL) {
      add(into, key + ".cls", Integer.toString(image.label()).getBytes(UTF_8));
    }
    samplesInTar++;
  }

  /** Finishes the last tar. */
  @Override
  public void close() throws IOException {
    if (tar != null) {
      finishTar(tar);
    }
  }

  /** What a sample's json holds. */
  private record Metadata(String key, String id, String caption, int width, int height) {
    Metadata(String key, CaptionedImage image) {
      this(key, image.id(), image.caption(), image.size(), image.size());
    }
  }

  private TarArchiveOutputStream startTar() throws IOException {
    TarArchiveOutputStream started =
        new TarArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file(UNFINISHED))), UTF_8.name());
    started.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    started.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar = started;
    samplesInTar = 0;
    return started;
  }

  private void finishTar(TarArchiveOutputStream full) throws IOException {
    full.close();
    Files.move(file(UNFINISHED), file(""), StandardCopyOption.REPLACE_EXISTING);
    tar = null;
    tars++;
  }

  private Path file(String suffix) {
    return folder.resolve("%05d.tar%s".formatted(tars, suffix));
  }

  private static void add(TarArchiveOutputStream into, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setModTime(0L);
    into.putArchiveEntry(entry);
    into.write(content);
    into.closeArchiveEntry();
  }
}
