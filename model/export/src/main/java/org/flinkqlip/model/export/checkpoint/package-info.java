// SPDX-License-Identifier: Apache-2.0
/**
 * Published QLIP checkpoints: {@link org.flinkqlip.model.export.checkpoint.Checkpoint} opens a
 * folder with {@code config.json}, {@code preprocessor_config.json} and {@code model.safetensors},
 * translates the published names into ours once and checks every tensor against the architecture.
 * The exporter comes next.
 */
@NullMarked
package org.flinkqlip.model.export.checkpoint;

import org.jspecify.annotations.NullMarked;
