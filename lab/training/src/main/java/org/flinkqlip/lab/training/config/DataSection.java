// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;

/**
 * What is learned from. Images have the size that the model takes.
 *
 * @param kind of the data set
 * @param paths of a WebDataset's tars, relative to the configuration's folder; a folder stands for
 *     every tar in it
 * @param heldOutPaths the same for evaluations during the training; without them a WebDataset has
 *     none. Scenes have held-out scenes of their own
 * @param seed of the scenes, or of the order
 * @param distinct number of different samples; after these they come again. 0 for all that there
 *     are
 * @param terseFrom number of the sample from which on most captions of scenes name shape and colour
 *     alone; 0 for never
 */
public record DataSection(
    Kind kind,
    List<Path> paths,
    List<Path> heldOutPaths,
    @JsonProperty(required = true) long seed,
    Long distinct,
    Long terseFrom) {

  /** Kinds of data sets. */
  public enum Kind {
    /** Drawn scenes with captions. */
    SCENES,
    /** Tars of images and captions, as img2dataset writes them. */
    WEBDATASET
  }

  public DataSection {
    Checks.present(kind, "kind");
    paths = paths == null ? List.of() : List.copyOf(paths);
    heldOutPaths = heldOutPaths == null ? List.of() : List.copyOf(heldOutPaths);
    distinct = Checks.orElse(distinct, 0L);
    Checks.notNegative(distinct, "distinct");
    terseFrom = Checks.orElse(terseFrom, 0L);
    Checks.notNegative(terseFrom, "terse-from");
    if (kind == Kind.WEBDATASET && paths.isEmpty()) {
      throw new IllegalArgumentException("kind webdataset needs paths: tars, or folders of tars");
    }
    if (kind == Kind.WEBDATASET && terseFrom != 0) {
      throw new IllegalArgumentException(
          "kind webdataset has captions of its own, so terse-from must be absent");
    }
    if (kind == Kind.SCENES && !(paths.isEmpty() && heldOutPaths.isEmpty())) {
      throw new IllegalArgumentException(
          "kind scenes draws its images, so paths and held-out-paths must be absent");
    }
  }
}
