// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** Direct memory in native order that grows as needed and is reused from call to call. */
final class DirectMemory {
  private ByteBuffer memory = ByteBuffer.allocateDirect(0);

  ByteBuffer bytes(int count) {
    if (memory.capacity() < count) {
      memory = ByteBuffer.allocateDirect(count);
    }
    return memory.slice(0, count).order(ByteOrder.nativeOrder());
  }

  IntBuffer ints(int count) {
    return bytes(Math.multiplyExact(4, count)).asIntBuffer();
  }

  FloatBuffer floats(int count) {
    return bytes(Math.multiplyExact(4, count)).asFloatBuffer();
  }

  LongBuffer longs(int count) {
    return bytes(Math.multiplyExact(8, count)).asLongBuffer();
  }
}
