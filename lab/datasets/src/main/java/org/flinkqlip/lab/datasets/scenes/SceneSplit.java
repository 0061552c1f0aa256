// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.List;
import java.util.Locale;

/** Which scenes a data set holds. No two splits share a stream of random numbers. */
public enum SceneSplit {
  /** To train on: seen kinds. */
  TRAIN(SceneKind.SEEN),
  /** Other scenes of the seen kinds. */
  HELD_OUT(SceneKind.SEEN),
  /** Scenes of the kinds that {@link #TRAIN} never draws. */
  UNSEEN(SceneKind.UNSEEN);

  private final List<SceneKind> kinds;

  SceneSplit(List<SceneKind> kinds) {
    this.kinds = kinds;
  }

  /** Kinds of the main figures. Companions are of seen kinds in every split. */
  public List<SceneKind> kinds() {
    return kinds;
  }

  /** As users write it, and as identities of images start: "held-out". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
