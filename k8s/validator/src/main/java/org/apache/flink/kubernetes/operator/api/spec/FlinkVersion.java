// SPDX-License-Identifier: Apache-2.0
package org.apache.flink.kubernetes.operator.api.spec;

/**
 * Replaces the operator's enum, which ends before Flink 2: this class comes first on the class
 * path. The constants are those of operator 1.15, the methods those that 1.7 calls.
 */
@SuppressWarnings("checkstyle:ConstantName")
public enum FlinkVersion {
  v1_13,
  v1_14,
  v1_15,
  v1_16,
  v1_17,
  v1_18,
  v1_19,
  v1_20,
  v2_0,
  v2_1,
  v2_2;

  /** Whether this one came out after {@code other}. */
  public boolean isNewerVersionThan(FlinkVersion other) {
    return ordinal() > other.ordinal();
  }

  /** The newest. */
  public static FlinkVersion current() {
    return values()[values().length - 1];
  }

  /** Whether the operator runs it. */
  public static boolean isSupported(FlinkVersion version) {
    return version != null && version.isNewerVersionThan(v1_14);
  }
}
