// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

/** Whether equal values of two different groups have equal ids. */
public enum GroupVocabularies {
  /** One range of 2^groupSize ids for all groups; the position tells which group it is. */
  SHARED,

  /** A range of 2^groupSize ids for each group, one after the other. */
  DISTINCT
}
