// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A store whose views share everything, as a directory does. */
final class Shelf implements CaseStore {
  final Map<String, String> texts = new HashMap<>();
  int writes;
  boolean broken;

  @Override
  public Map<String, String> readAll() {
    return Map.copyOf(texts);
  }

  @Override
  public void write(String name, String text) throws IOException {
    if (broken) {
      throw new IOException("disk full");
    }
    writes++;
    texts.put(name, text);
  }

  @Override
  public void delete(String name) {
    texts.remove(name);
  }
}
