// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

/** Why something in a tar is not used. */
public enum SkipReason {
  /** The tar ends early or is damaged; the samples before the damage are used. */
  BAD_TAR,
  /** A sample without a jpg, png or webp. */
  NO_IMAGE,
  /** A sample without a txt and without a caption in its json, or with an empty one. */
  NO_CAPTION,
  /** A picture that cannot be decoded within the limits. */
  BAD_IMAGE,
  /** A cls that is no index of a class name. */
  BAD_LABEL
}
