// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import java.io.IOException;
import java.util.Arrays;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.onnx.TextSession;
import org.flinkqlip.model.runtime.text.ClipTokenizer;
import org.flinkqlip.operators.device.ModelDevice;

/** A verified bundle's text tower in ONNX Runtime, with the bundle's tokenizer. */
public final class TextDevice implements TextEncoder, ModelDevice {
  private final ModelBundle bundle;
  private final ClipTokenizer tokenizer;
  private final TextSession session;

  private TextDevice(ModelBundle bundle, ClipTokenizer tokenizer, TextSession session) {
    this.bundle = bundle;
    this.tokenizer = tokenizer;
    this.session = session;
  }

  /**
   * Opens the text tower of a bundle.
   *
   * @throws BundleException if the bundle has no text vocabulary
   * @throws InferenceException if the provider is not to be had: it is never replaced by another
   */
  public static TextDevice open(ModelBundle bundle, SessionOptions options)
      throws IOException, BundleException, InferenceException {
    ClipTokenizer tokenizer = bundle.tokenizer();
    return new TextDevice(bundle, tokenizer, TextSession.open(bundle, options));
  }

  @Override
  public ModelBundle bundle() {
    return bundle;
  }

  @Override
  public Provider provider() {
    return session.provider();
  }

  @Override
  public int[] tokenize(String text) {
    return tokenizer.encode(text);
  }

  @Override
  public float[][] embed(int[][] texts) throws InferenceException {
    return session.embed(texts);
  }

  @Override
  public void warmUp(int batch) throws InferenceException {
    int[][] texts = new int[batch][];
    Arrays.fill(texts, tokenizer.encode(""));
    session.embed(texts);
  }

  @Override
  public void terminate() {
    session.terminate();
  }

  @Override
  public void close() throws InferenceException {
    session.close();
  }
}
