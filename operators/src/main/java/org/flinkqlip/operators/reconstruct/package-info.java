// SPDX-License-Identifier: Apache-2.0
/**
 * Codes to pictures as a micro-batch stage: deserialize and check each record alone, reconstruct
 * them together, write each as an encoded picture. Start at {@link
 * org.flinkqlip.operators.reconstruct.ReconstructOperator}.
 */
@NullMarked
package org.flinkqlip.operators.reconstruct;

import org.jspecify.annotations.NullMarked;
