// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/** Small texts by name that outlive the task that wrote them: what the tasks of a job suspect. */
interface CaseStore {

  /**
   * The store of a job, with a view of its own.
   *
   * @param job Flink's id of it
   */
  static CaseStore of(QuarantineOptions options, String job) {
    return options.directory() == null
        ? new MemoryCaseStore(job)
        : new FileCaseStore(new Path(new Path(options.directory()), job));
  }

  /** All texts, by name. */
  Map<String, String> readAll() throws IOException;

  /** Sets a text. Should the process die meanwhile, either the old or the new one is there. */
  void write(String name, String text) throws IOException;

  /** Removes a text, if it is there. */
  void delete(String name) throws IOException;
}
