// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Texts in files of a directory that Flink has a file system for. A file is never written again: a
 * new text gets the next number and the one before is deleted, and a file whose last line is
 * missing does not count, so no file system needs an atomic rename.
 */
final class FileCaseStore implements CaseStore {
  private static final Pattern NAME = Pattern.compile("(.+)\\.(\\d{1,18})");
  private static final String LAST_LINE = "\nend\n";
  private static final int MAX_BYTES = 1 << 20;

  private final Path directory;

  /** Numbers of the files that are there, by name; several if a process died while it wrote. */
  private final Map<String, TreeSet<Long>> numbers = new HashMap<>();

  FileCaseStore(Path directory) {
    this.directory = directory;
  }

  @Override
  public Map<String, String> readAll() throws IOException {
    FileSystem files = directory.getFileSystem();
    Map<String, String> texts = new HashMap<>();
    if (!files.exists(directory)) {
      return texts;
    }
    numbers.clear();
    FileStatus[] found = files.listStatus(directory);
    Map<String, Long> newest = new HashMap<>();
    for (FileStatus file : found == null ? new FileStatus[0] : found) {
      Matcher name = NAME.matcher(file.getPath().getName());
      if (!name.matches()) {
        continue;
      }
      long number = Long.parseLong(name.group(2));
      numbers.computeIfAbsent(name.group(1), none -> new TreeSet<>()).add(number);
      String text = read(files, file);
      if (text.endsWith(LAST_LINE) && number >= newest.getOrDefault(name.group(1), 0L)) {
        newest.put(name.group(1), number);
        texts.put(name.group(1), text.substring(0, text.length() - LAST_LINE.length()));
      }
    }
    return texts;
  }

  private static String read(FileSystem files, FileStatus file) throws IOException {
    try (FSDataInputStream in = files.open(file.getPath())) {
      return new String(in.readNBytes(MAX_BYTES), UTF_8);
    } catch (java.io.FileNotFoundException | java.nio.file.NoSuchFileException e) {
      return ""; // another task replaced it meanwhile
    }
  }

  @Override
  public void write(String name, String text) throws IOException {
    FileSystem files = directory.getFileSystem();
    TreeSet<Long> before = numbers.computeIfAbsent(name, none -> new TreeSet<>());
    long next = before.isEmpty() ? 1 : before.last() + 1;
    if (before.isEmpty()) {
      files.mkdirs(directory);
    }
    before.add(next);
    try (FSDataOutputStream out = files.create(file(name, next), FileSystem.WriteMode.OVERWRITE)) {
      out.write((text + LAST_LINE).getBytes(UTF_8));
    }
    while (before.first() < next) {
      files.delete(file(name, before.first()), false);
      before.pollFirst();
    }
  }

  @Override
  public void delete(String name) throws IOException {
    TreeSet<Long> all = numbers.getOrDefault(name, new TreeSet<>());
    while (!all.isEmpty()) {
      directory.getFileSystem().delete(file(name, all.first()), false);
      all.pollFirst();
    }
  }

  private Path file(String name, long number) {
    return new Path(directory, name + "." + number);
  }
}
