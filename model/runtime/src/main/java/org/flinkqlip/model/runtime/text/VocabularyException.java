// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

/** A text vocabulary that cannot be used. The message names the file and the fault. */
public final class VocabularyException extends Exception {
  private static final long serialVersionUID = 1L;

  public VocabularyException(String message) {
    super(message);
  }

  public VocabularyException(String message, Throwable cause) {
    super(message, cause);
  }
}
