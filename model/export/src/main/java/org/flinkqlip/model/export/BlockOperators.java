// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import java.io.IOException;
import java.util.List;

/** The steps of a transformer block that can be one operator or several. Names are of outputs. */
interface BlockOperators {

  /** Prepares to turn queries and keys by these tables. */
  void useTables(RotaryTables tables) throws IOException;

  /** Turns projected queries or keys [B, T, D] by the tables. */
  String rotate(String projected);

  /** Softmax attention over the heads: [B, T, D] of queries, keys and values to [B, T, D]. */
  String attention(String name, String query, String key, String value) throws IOException;

  /** x sigmoid(slope x); with slope 1 that is SiLU. */
  String sigmoidGate(String output, String input, float slope);

  /** The exact GELU of input + bias. */
  String biasGelu(String output, String input, String bias);

  /** Layer norm over the last axis. */
  String norm(String name, String input, String gamma, String beta);

  /** Norm of residual + delta + bias; then the sum itself. */
  List<String> addAndNorm(
      String norm, String residual, String delta, String bias, String gamma, String beta);
}
