package org.flinkqlip.lab.evaluation;

/** Hears how far an evaluation is. */
@FunctionalInterface
public interface EvaluationProgress {
  /** Hears nothing. */
  EvaluationProgress NONE = (data, done, total) -> {};

  /**
   * Some images more are done.
   *
   * @param data name of the data set
   * @param done images so far
   * @param total images in the end
   */
  void update(String data, int done, int total);
}
