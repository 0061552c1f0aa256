// SPDX-License-Identifier: Apache-2.0
/**
 * Model bundles, the only thing that a job loads: graphs, their weights and a manifest with the
 * digest of every file. Start at {@link org.flinkqlip.model.runtime.bundle.ModelBundle}; the
 * exporter makes bundles, the sessions of {@code onnx} run them.
 */
@NullMarked
package org.flinkqlip.model.runtime.bundle;

import org.jspecify.annotations.NullMarked;
