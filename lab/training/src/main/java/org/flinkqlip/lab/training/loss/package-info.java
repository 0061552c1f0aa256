// SPDX-License-Identifier: Apache-2.0
/**
 * The terms of both training stages (arXiv:2502.05178, equations 1, 3 and 4), as functions from
 * arrays to scalars that hold gradients. Each result belongs to the manager of the first argument.
 */
@NullMarked
package org.flinkqlip.lab.training.loss;

import org.jspecify.annotations.NullMarked;
