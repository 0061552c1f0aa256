// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.cluster;

/** The cluster or its job did not do what it was asked; the message says why. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what was asked, why it was not done, and what to do
   */
  public ClusterException(String message) {
    super(message);
  }

  ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
