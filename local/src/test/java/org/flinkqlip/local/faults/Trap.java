// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.Optional;

/** What a record does to the process that prepares it. The uri of its image says which. */
enum Trap {
  /** The process is gone, as after a native crash. */
  HALT,
  /** Too deep a recursion. */
  STACK,
  /** Too large a picture. */
  MEMORY,
  /** The error of a machine, not of a record. */
  LIBRARY;

  private static final String SCHEME = "trap:";

  String uri() {
    return SCHEME + name();
  }

  static Optional<Trap> of(String uri) {
    return uri.startsWith(SCHEME)
        ? Optional.of(valueOf(uri.substring(SCHEME.length())))
        : Optional.empty();
  }

  void spring() {
    switch (this) {
      case HALT -> Runtime.getRuntime().halt(134);
      case STACK -> throw new StackOverflowError("a trap");
      case MEMORY -> throw new OutOfMemoryError("a trap");
      case LIBRARY -> throw new UnsatisfiedLinkError("a trap");
    }
  }
}
