// SPDX-License-Identifier: Apache-2.0
/**
 * Codes as integers, groups and bytes. A code holds one bit per latent dimension, dimension 0 the
 * most significant. Start at {@link org.flinkqlip.model.runtime.codes.CodeLayout}, then {@link
 * org.flinkqlip.model.runtime.codes.CodeSequencer}.
 */
@NullMarked
package org.flinkqlip.model.runtime.codes;

import org.jspecify.annotations.NullMarked;
