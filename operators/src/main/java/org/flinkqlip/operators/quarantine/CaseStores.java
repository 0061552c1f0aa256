package org.flinkqlip.operators.quarantine;

import org.apache.flink.core.fs.Path;

/** Where the tasks of a job keep what they suspect. */
final class CaseStores {
  private CaseStores() {}

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
}
