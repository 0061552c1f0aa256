// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

/** What every header tells, at least. */
public interface ImageHeader {

  /** Columns as stored, at least 1. */
  int width();

  /** Rows as stored, at least 1. */
  int height();
}
