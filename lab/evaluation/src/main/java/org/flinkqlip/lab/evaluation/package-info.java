// SPDX-License-Identifier: Apache-2.0
/**
 * How good a bundle is on captioned images: {@link org.flinkqlip.lab.evaluation.Evaluation} for
 * everything, {@link org.flinkqlip.lab.evaluation.QuickEvaluation} for three figures while a
 * training runs. The measures themselves are in {@link org.flinkqlip.lab.evaluation.measure}.
 */
@NullMarked
package org.flinkqlip.lab.evaluation;

import org.jspecify.annotations.NullMarked;
