// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

/** The order in which the groups of a grid's tokens follow each other in a sequence. */
public enum CodeOrder {
  /** All groups of the first token, then all of the second, and so on. */
  TOKEN_BY_TOKEN,

  /** The first group of every token, then the second group of every token, and so on. */
  GROUP_BY_GROUP
}
