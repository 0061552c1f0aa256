/**
 * How good a bundle is on captioned images: {@link org.flinkqlip.evaluation.Evaluation} for
 * everything, {@link org.flinkqlip.evaluation.QuickEvaluation} for three figures while a training
 * runs. The measures themselves are in {@link org.flinkqlip.evaluation.measure}.
 */
package org.flinkqlip.evaluation;
