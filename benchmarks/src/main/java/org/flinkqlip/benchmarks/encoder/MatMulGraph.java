// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;
import org.flinkqlip.model.runtime.bundle.HalfFloats;
import org.flinkqlip.model.runtime.bundle.Precision;

/**
 * A chain of the matrix products with weights that a stack of blocks has, and nothing else: what
 * the machine makes of them bounds what it can make of the network.
 *
 * <p>For each block four products of width x width (query, key, value, output), then products up to
 * the intermediate width and down again, as many as the feed-forward layers have; a gated layer has
 * one and a half such pairs. Equal shapes share a weight in the file; the runtime packs each use of
 * it by itself.
 */
final class MatMulGraph {
  static final String INPUT = "input";
  static final String OUTPUT = "output";

  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;
  private static final int ATTENTION_PRODUCTS = 4;
  private static final long SEED = 3;
  private static final double TOLERANCE = 1e-3;
  private static final double HALF_TOLERANCE = 0.1;

  private final boolean half;
  private final int width;
  private final int intermediate;
  private final float[] square;
  private final float[] up;
  private final float[] down;
  private final List<Kind> chain;

  private enum Kind {
    SQUARE,
    UP,
    DOWN
  }

  /** The products of {@code config} in single precision. */
  MatMulGraph(TransformerConfig config) {
    this(config, Precision.FLOAT32);
  }

  /**
   * The products of {@code config}.
   *
   * @param precision in which they are computed: single or half; input and output are single
   */
  MatMulGraph(TransformerConfig config, Precision precision) {
    half = precision == Precision.FLOAT16;
    width = config.width();
    intermediate = config.intermediate();
    Random random = new Random(SEED);
    square = weight(random, width, width);
    up = weight(random, width, intermediate);
    down = weight(random, intermediate, width);
    chain = chain(config);
  }

  private static List<Kind> chain(TransformerConfig config) {
    List<Kind> kinds = new ArrayList<>();
    int pairsOfTwoBlocks = config.swiglu() ? 3 : 2;
    for (int block = 0; block < config.layers(); block++) {
      for (int i = 0; i < ATTENTION_PRODUCTS; i++) {
        kinds.add(Kind.SQUARE);
      }
      int pairs = block % 2 == 0 ? (pairsOfTwoBlocks + 1) / 2 : pairsOfTwoBlocks / 2;
      for (int i = 0; i < pairs; i++) {
        kinds.add(Kind.UP);
        kinds.add(Kind.DOWN);
      }
    }
    return List.copyOf(kinds);
  }

  /** Values that keep their scale from product to product. */
  private static float[] weight(Random random, int in, int out) {
    float[] values = new float[in * out];
    double deviation = 1 / Math.sqrt(in);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  /** How far a result may lie from Java's, by its largest value. */
  double tolerance() {
    return half ? HALF_TOLERANCE : TOLERANCE;
  }

  /** Columns of input and output. */
  int width() {
    return width;
  }

  /** Floating-point operations of one row; two for a multiply-add. */
  double operationsOfRow() {
    return chain.stream().mapToDouble(kind -> 2.0 * in(kind) * out(kind)).sum();
  }

  /** What the graph makes of one row, product by product in double precision. */
  float[] expected(float[] row) {
    double[] values = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = row[i];
    }
    for (Kind kind : chain) {
      float[] weight = weightOf(kind);
      double[] next = new double[out(kind)];
      for (int i = 0; i < values.length; i++) {
        for (int j = 0; j < next.length; j++) {
          next[j] += values[i] * weight[i * next.length + j];
        }
      }
      values = next;
    }
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  /** Writes the graph as an ONNX file. */
  void write(Path file) throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("products");
    graph.addInput(matrix(INPUT)).addOutput(matrix(OUTPUT));
    for (Kind kind : Kind.values()) {
      graph.addInitializer(initializer(kind));
    }
    String tensor = half ? cast(graph, INPUT, "half", DataType.FLOAT16) : INPUT;
    for (int i = 0; i < chain.size(); i++) {
      String next = i == chain.size() - 1 && !half ? OUTPUT : "product" + i;
      graph.addNode(
          NodeProto.newBuilder()
              .setOpType("MatMul")
              .setName("product" + i)
              .addInput(tensor)
              .addInput(chain.get(i).name())
              .addOutput(next));
      tensor = next;
    }
    if (half) {
      cast(graph, tensor, OUTPUT, DataType.FLOAT);
    }
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("flink-qlip-benchmarks")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph)
            .build();
    try (OutputStream out = Files.newOutputStream(file)) {
      model.writeTo(out);
    }
  }

  private static String cast(
      GraphProto.Builder graph, String tensor, String output, DataType type) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .setName(output)
            .addInput(tensor)
            .addOutput(output)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(type.getNumber())));
    return output;
  }

  private TensorProto initializer(Kind kind) {
    float[] values = weightOf(kind);
    int bytesOfOne = half ? Short.BYTES : Float.BYTES;
    ByteBuffer bytes =
        ByteBuffer.allocate(bytesOfOne * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      if (half) {
        bytes.putShort(i * bytesOfOne, HalfFloats.toFloat16(values[i]));
      } else {
        bytes.putFloat(i * bytesOfOne, values[i]);
      }
    }
    return TensorProto.newBuilder()
        .setName(kind.name())
        .setDataType((half ? DataType.FLOAT16 : DataType.FLOAT).getNumber())
        .addDims(in(kind))
        .addDims(out(kind))
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  private ValueInfoProto matrix(String name) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                                .addDim(
                                    TensorShapeProto.Dimension.newBuilder().setDimValue(width)))))
        .build();
  }

  private float[] weightOf(Kind kind) {
    return switch (kind) {
      case SQUARE -> square;
      case UP -> up;
      case DOWN -> down;
    };
  }

  private int in(Kind kind) {
    return kind == Kind.DOWN ? intermediate : width;
  }

  private int out(Kind kind) {
    return kind == Kind.UP ? intermediate : width;
  }
}
