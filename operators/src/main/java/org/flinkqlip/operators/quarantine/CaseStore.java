package org.flinkqlip.operators.quarantine;

import java.io.IOException;
import java.util.Map;

/** Small texts by name that outlive the task that wrote them. */
interface CaseStore {

  /** All texts, by name. */
  Map<String, String> readAll() throws IOException;

  /** Sets a text. Should the process die meanwhile, either the old or the new one is there. */
  void write(String name, String text) throws IOException;

  /** Removes a text, if it is there. */
  void delete(String name) throws IOException;
}
