// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.scratch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this process in {@link PrivateFolder}, gone when the process has ended: deleted at an
 * ordered end, and else by the next process that makes one. So what is killed leaves one folder at
 * most for each process that ran at the time.
 *
 * <p>A process counts as alive while it holds the lock beside its folder, which the system takes
 * from it however it ends, or while its number and start are those of a process. Either is enough:
 * numbers say nothing across containers that share the folder, and a lock is let go when a class
 * loader is, which a job's is long before its process.
 */
public final class ProcessFolder {
  /** So that every class loader of the JVM finds the one folder. */
  private static final String PROPERTY = "flinkqlip.process-folder";

  private static final String LOCK = ".lock";
  private static final int ATTEMPTS = 10;

  /** Held, not used: the lock ends with it. */
  @SuppressWarnings("UnusedVariable")
  private static @Nullable FileChannel lock;

  private ProcessFolder() {}

  /** The folder, made and the dead ones deleted on the first call. */
  public static Path get() throws IOException {
    synchronized (Runtime.getRuntime()) {
      String known = System.getProperty(PROPERTY);
      if (known != null && Files.isDirectory(Path.of(known))) {
        return Path.of(known);
      }
      Path all = PrivateFolder.in(PrivateFolder.ofUser(), "processes");
      deleteDead(all);
      Path folder = make(all);
      System.setProperty(PROPERTY, folder.toString());
      return folder;
    }
  }

  /** Deletes {@code file} with the folder at an ordered end of the JVM. */
  static void deleteOnExit(Path file) {
    file.toFile().deleteOnExit();
  }

  private static Path make(Path all) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String name =
          "%d-%d-%s"
              .formatted(self.pid(), start(self), UUID.randomUUID().toString().substring(0, 8));
      Path lockFile = all.resolve(name + LOCK);
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // Another process may have taken it for a dead one's in between.
      if (channel.tryLock() != null && Files.exists(lockFile)) {
        lock = channel;
        Path folder = Files.createDirectory(all.resolve(name));
        deleteOnExit(lockFile);
        deleteOnExit(folder);
        return folder;
      }
      channel.close();
    }
    throw new IOException("[%s] cannot be locked in: other processes clean it".formatted(all));
  }

  private static void deleteDead(Path all) throws IOException {
    List<Path> locks;
    try (Stream<Path> files = Files.list(all)) {
      locks = files.filter(file -> file.toString().endsWith(LOCK)).toList();
    }
    for (Path lockFile : locks) {
      String name = lockFile.getFileName().toString();
      name = name.substring(0, name.length() - LOCK.length());
      if (!isNameOfLiving(name) && !isLocked(lockFile)) {
        Trees.delete(all.resolve(name));
        Files.deleteIfExists(lockFile);
      }
    }
  }

  private static boolean isNameOfLiving(String name) {
    String[] parts = name.split("-");
    try {
      long start = Long.parseLong(parts[1]);
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(process -> start(process) == start)
          .isPresent();
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return false;
    }
  }

  /** Never asked of a lock of this process: to close its file a second time would let it go. */
  private static boolean isLocked(Path lockFile) throws IOException {
    if (!Files.exists(lockFile)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
