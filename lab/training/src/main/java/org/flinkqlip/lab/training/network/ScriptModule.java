// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A class in TorchScript, loaded from its source: PyTorch runs its methods and their gradients. The
 * archive is what {@code torch.jit.save} writes, less debugging information: a zip of the source
 * and a pickle of the attributes.
 */
final class ScriptModule implements AutoCloseable {
  /** A name by which DJL recognises which method to call. */
  private static final String METHOD = "module_method:";

  private final NDManager manager;
  private final Model model;
  private final Map<String, NDArray> methods = new ConcurrentHashMap<>();

  /**
   * @param name of the class
   * @param source of the class
   * @param attributes by name: Boolean, Integer or Double, as the source declares them
   */
  ScriptModule(NDManager parent, String name, String source, Map<String, Object> attributes) {
    manager = parent.newSubManager();
    model = Model.newInstance(name, manager.getDevice(), "PyTorch");
    try {
      model.load(new ByteArrayInputStream(archive(name, source, attributes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedModelException e) {
      throw new IllegalArgumentException("PyTorch does not accept the class " + name, e);
    }
  }

  /** Calls a method from tensors to a tensor, which belongs to the manager of the first. */
  NDArray call(String method, NDArray... arguments) {
    NDList list = new NDList(arguments);
    list.add(methods.computeIfAbsent(method, this::named));
    ParameterStore none = new ParameterStore(arguments[0].getManager(), false);
    return model.getBlock().forward(none, list, true).singletonOrThrow();
  }

  private NDArray named(String method) {
    NDArray name = manager.create(new float[0]);
    name.setName(METHOD + method);
    return name;
  }

  private static byte[] archive(String name, String source, Map<String, Object> attributes)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "data.pkl", pickle(name, attributes));
      add(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      // Protocol 2, an empty tuple, stop.
      add(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      add(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /** PyTorch reads stored entries only. */
  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry("module/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** An object of the class with these attributes, pickled (protocol 2). */
  private static byte[] pickle(String name, Map<String, Object> attributes) throws IOException {
    Map<String, Object> all = new TreeMap<>(attributes);
    all.put("training", true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(0x80);
    out.writeByte(2);
    out.writeBytes("c__torch__\n" + name + "\n)");
    out.writeByte(0x81);
    out.writeBytes("}(");
    for (Map.Entry<String, Object> attribute : all.entrySet()) {
      out.writeByte('X');
      out.writeInt(Integer.reverseBytes(attribute.getKey().length()));
      out.writeBytes(attribute.getKey());
      write(out, attribute.getValue());
    }
    out.writeBytes("ub.");
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Object value) throws IOException {
    if (value instanceof Boolean flag) {
      out.writeByte(flag ? 0x88 : 0x89);
    } else if (value instanceof Integer integer) {
      out.writeByte('J');
      out.writeInt(Integer.reverseBytes(integer));
    } else if (value instanceof Double number) {
      out.writeByte('G');
      out.writeDouble(number);
    } else {
      throw new IllegalArgumentException("attributes are Boolean, Integer or Double: " + value);
    }
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }
}
