// SPDX-License-Identifier: Apache-2.0
/**
 * One class for each measure, which is fed with what a model gave, and a record for its figures.
 * Nothing here runs a model.
 */
@NullMarked
package org.flinkqlip.lab.evaluation.measure;

import org.jspecify.annotations.NullMarked;
