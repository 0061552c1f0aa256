// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flinkqlip.model.runtime.bundle.Precision;

/**
 * Builds one ONNX graph. A tensor is known by its name; a node by the name of its first output, so
 * that a profile reads as the network.
 */
final class GraphBuilder {
  /** The oldest with layer norm, which most runtimes read. */
  private static final OperatorSet COMMON = new OperatorSet(17, 8);

  /** The first that quantizes by rows. */
  private static final OperatorSet QUANTIZING = new OperatorSet(21, 10);

  private static final String MICROSOFT = "com.microsoft";
  private static final Set<String> MICROSOFT_OPERATORS =
      Set.of(
          "BiasGelu",
          "MatMulIntegerToFloat",
          "MultiHeadAttention",
          "QuickGelu",
          "RotaryEmbedding",
          "SkipLayerNormalization");

  private final GraphProto.Builder graph;
  private final WeightFile weights;
  private final Precision precision;
  private final GraphStyle style;
  private final OperatorSet operators;
  private boolean inBlocks;

  GraphBuilder(String name, WeightFile weights, ExportOptions options) {
    this.graph = GraphProto.newBuilder().setName(name);
    this.weights = weights;
    this.precision = options.precision();
    this.style = options.style();
    this.operators = precision == Precision.INT8 ? QUANTIZING : COMMON;
  }

  /** A version of the standard operators, and that of the format it came with. */
  private record OperatorSet(int version, int format) {
    /** Whether the axes of reductions are an input. */
    boolean axesAreInput() {
      return version >= 18;
    }
  }

  /** Type of weights and activations. */
  Precision precision() {
    return precision;
  }

  /** Which operators the blocks are made of. */
  GraphStyle style() {
    return style;
  }

  /** Enters the part of the graph that computes in the blocks' precision. */
  String enterBlocks(String tensor) {
    inBlocks = true;
    return precision == Precision.FLOAT16
        ? cast(tensor, tensor + ".float16", DataType.FLOAT16)
        : tensor;
  }

  /** Leaves it: {@code tensor} in single precision. */
  String leaveBlocks(String tensor) {
    inBlocks = false;
    return precision == Precision.FLOAT16
        ? cast(tensor, tensor + ".float32", DataType.FLOAT)
        : tensor;
  }

  /** Converts a tensor to another type. */
  String cast(String tensor, String output, DataType type) {
    return node("Cast", output, List.of(tensor), Map.of("to", type.getNumber()));
  }

  /** Adds a node with one output and returns the output. */
  String node(String operator, String output, List<String> inputs, Map<String, ?> attributes) {
    return nodes(operator, List.of(output), inputs, attributes).get(0);
  }

  String node(String operator, String output, String... inputs) {
    return node(operator, output, List.of(inputs), Map.of());
  }

  /** Adds a node; an empty name leaves an optional input or output out. */
  List<String> nodes(
      String operator, List<String> outputs, List<String> inputs, Map<String, ?> attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(outputs.get(0))
            .addAllInput(inputs)
            .addAllOutput(outputs);
    if (MICROSOFT_OPERATORS.contains(operator)) {
      node.setDomain(MICROSOFT);
    }
    attributes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            attribute -> node.addAttribute(attribute(attribute.getKey(), attribute.getValue())));
    graph.addNode(node);
    return outputs;
  }

  /** Reduces the last axis to a length of 1. */
  String reduceLast(String operator, String output, String input) {
    return operators.axesAreInput()
        ? node(operator, output, input, vector(output + ".axes", -1))
        : node(operator, output, List.of(input), Map.of("axes", List.of(-1), "keepdims", 1));
  }

  /** Adds weights in the precision of this part of the graph. */
  String weight(String name, float[] values, long... shape) throws IOException {
    if (precision == Precision.BFLOAT16_WEIGHTS) {
      String stored = name + ".bfloat16";
      graph.addInitializer(weights.append(stored, DataType.BFLOAT16, values, shape));
      return cast(stored, name, DataType.FLOAT);
    }
    DataType type = inBlocks && precision == Precision.FLOAT16 ? DataType.FLOAT16 : DataType.FLOAT;
    graph.addInitializer(weights.append(name, type, values, shape));
    return name;
  }

  /** Adds float32 numbers that no precision may round, such as powers of two. */
  String exact(String name, float[] values, long... shape) throws IOException {
    graph.addInitializer(weights.append(name, DataType.FLOAT, values, shape));
    return name;
  }

  /** Adds 8-bit integers. */
  String int8(String name, byte[] values, long... shape) throws IOException {
    graph.addInitializer(weights.append(name, values, shape));
    return name;
  }

  /** Adds a uint8 scalar. */
  String uint8(String name, int value) {
    ByteBuffer bytes = ByteBuffer.allocate(1).put(0, (byte) value);
    return constant(name, DataType.UINT8, bytes);
  }

  /** Adds int64 constants that shape the graph, a scalar if {@code shape} is empty. */
  String integers(String name, long[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constant(name, DataType.INT64, bytes, shape);
  }

  /** A vector of int64 constants. */
  String vector(String name, long... values) {
    return integers(name, values, values.length);
  }

  /** Adds an int32 scalar. */
  String int32(String name, int value) {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, value);
    return constant(name, DataType.INT32, bytes);
  }

  /** A vector of int32 constants. */
  String int32Vector(String name, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return constant(name, DataType.INT32, bytes, values.length);
  }

  /** Adds a float32 scalar. */
  String scalar(String name, float value) {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value);
    return constant(name, DataType.FLOAT, bytes);
  }

  private String constant(String name, DataType type, ByteBuffer bytes, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long extent : shape) {
      tensor.addDims(extent);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** Declares an input; the first extent is the batch, whatever its number. */
  String input(String name, DataType type, long... shape) {
    graph.addInput(value(name, type, shape));
    return name;
  }

  /** Declares an existing tensor as an output. */
  void output(String name, DataType type, long... shape) {
    graph.addOutput(value(name, type, shape));
  }

  /** The finished model. */
  ModelProto build(String producerVersion) {
    return ModelProto.newBuilder()
        .setIrVersion(operators.format())
        .setProducerName("flink-qlip")
        .setProducerVersion(producerVersion)
        .addOpsetImport(
            OperatorSetIdProto.newBuilder().setDomain("").setVersion(operators.version()))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1))
        .setGraph(graph)
        .build();
  }

  private static ValueInfoProto value(String name, DataType type, long... shape) {
    TensorShapeProto.Builder dimensions =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (long extent : shape) {
      dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(dimensions)))
        .build();
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Integer integer) {
      return attribute.setType(AttributeProto.AttributeType.INT).setI(integer).build();
    }
    if (value instanceof Float number) {
      return attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number).build();
    }
    if (value instanceof List<?> list) {
      attribute.setType(AttributeProto.AttributeType.INTS);
      list.forEach(element -> attribute.addInts(((Number) element).longValue()));
      return attribute.build();
    }
    throw new IllegalArgumentException("no ONNX attribute: " + name + " = " + value);
  }
}
