// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.natives;

import com.github.luben.zstd.Zstd;
import java.nio.file.Path;
import net.jpountz.lz4.LZ4Factory;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.scratch.NativeLibraries;
import org.xerial.snappy.Snappy;

/** Loads every native library that our processes load, says so, and waits for its end. */
public final class NativesMain {
  static final String READY = "ready";

  private NativesMain() {}

  /** Takes the folder of a bundle, and "end" to end by itself. */
  public static void main(String[] arguments) throws Exception {
    NativeLibraries.prepare();
    byte[] some = new byte[300];
    Zstd.compress(some);
    Snappy.compress(some);
    LZ4Factory.nativeInstance().fastCompressor().compress(some);
    new PictureWriter(PictureFormat.WEBP).write(some, 10, 10);
    EncoderSession.open(ModelBundle.open(Path.of(arguments[0])), SessionOptions.cpu(1));
    System.out.println(READY);
    if (arguments.length == 1) {
      Thread.sleep(Long.MAX_VALUE);
    }
    System.exit(0);
  }
}
