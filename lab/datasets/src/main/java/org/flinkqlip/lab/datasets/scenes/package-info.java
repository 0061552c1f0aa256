// SPDX-License-Identifier: Apache-2.0
/**
 * Drawn scenes with captions: coloured shapes, their sizes, places, textures, backgrounds and
 * light. Everything is a function of (seed, split, index) and equal on every JDK: no AWT, no
 * platform mathematics. Start at {@link org.flinkqlip.lab.datasets.scenes.Scenes}.
 */
@NullMarked
package org.flinkqlip.lab.datasets.scenes;

import org.jspecify.annotations.NullMarked;
