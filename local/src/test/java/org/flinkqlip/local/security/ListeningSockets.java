// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The TCP sockets on which processes listen, as Linux tells them (proc(5)). */
public final class ListeningSockets {
  private static final String LISTEN = "0A";
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

  private ListeningSockets() {}

  /** Those of a process and of all that it has started. */
  public static List<InetSocketAddress> ofTree(ProcessHandle process) throws IOException {
    List<InetSocketAddress> sockets = new ArrayList<>();
    for (ProcessHandle each : Stream.concat(Stream.of(process), process.descendants()).toList()) {
      sockets.addAll(of(each.pid()));
    }
    return sockets;
  }

  private static List<InetSocketAddress> of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> inodes = inodes(process.resolve("fd"));
    List<InetSocketAddress> sockets = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Path file = process.resolve(table);
      if (!Files.exists(file)) {
        continue;
      }
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.trim().split("\\s+");
        if (fields[3].equals(LISTEN) && inodes.contains(fields[9])) {
          sockets.add(address(fields[1]));
        }
      }
    }
    return sockets;
  }

  private static Set<String> inodes(Path descriptors) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> links = Files.list(descriptors)) {
      links.forEach(
          link -> {
            Matcher socket = SOCKET.matcher(target(link));
            if (socket.matches()) {
              inodes.add(socket.group(1));
            }
          });
    }
    return inodes;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An address as words of four bytes, each in the order of this machine, then the port. */
  private static InetSocketAddress address(String text) throws UnknownHostException {
    int colon = text.indexOf(':');
    byte[] bytes = HexFormat.of().parseHex(text.substring(0, colon));
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      for (int word = 0; word < bytes.length; word += 4) {
        swap(bytes, word, word + 3);
        swap(bytes, word + 1, word + 2);
      }
    }
    return new InetSocketAddress(
        InetAddress.getByAddress(bytes), Integer.parseInt(text.substring(colon + 1), 16));
  }

  private static void swap(byte[] bytes, int i, int j) {
    byte first = bytes[i];
    bytes[i] = bytes[j];
    bytes[j] = first;
  }
}
