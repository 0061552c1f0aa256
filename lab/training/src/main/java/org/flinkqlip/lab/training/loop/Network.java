// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.flinkqlip.lab.training.config.OptimizerSection;
import org.flinkqlip.lab.training.network.Bottleneck;
import org.flinkqlip.lab.training.network.ComputePrecision;
import org.flinkqlip.lab.training.network.NetworkWeights;
import org.flinkqlip.lab.training.network.PixelDecoder;
import org.flinkqlip.lab.training.network.TextEncoder;
import org.flinkqlip.lab.training.network.VisionEncoder;
import org.flinkqlip.lab.training.optim.Parameter;
import org.flinkqlip.lab.training.optim.Part;

/**
 * The weights and the towers on them. Closing it closes the towers; the weights are their owner's.
 */
final class Network implements AutoCloseable {
  final NetworkWeights weights;
  final VisionEncoder vision;
  final Bottleneck bottleneck;
  final PixelDecoder decoder;
  final TextEncoder text;

  Network(NetworkWeights weights, ComputePrecision precision) {
    this.weights = weights;
    this.vision = new VisionEncoder(weights, precision);
    this.bottleneck = new Bottleneck(weights, precision);
    this.decoder = new PixelDecoder(weights, precision);
    this.text = new TextEncoder(weights, precision);
  }

  /** Trains some parts and freezes the others. */
  List<Parameter> train(Set<Part> parts, OptimizerSection optimizer) {
    Set<Part> moving = EnumSet.copyOf(parts);
    moving.removeIf(part -> optimizer.learningRates().of(part) == 0);
    weights.train(name -> moving.contains(Part.of(name)));
    List<Parameter> parameters = new ArrayList<>();
    for (String name : weights.names()) {
      if (moving.contains(Part.of(name))) {
        boolean decays = Parameter.decays(name, weights.get(name).getShape().dimension());
        parameters.add(
            new Parameter(
                name,
                weights.get(name),
                optimizer.learningRates().of(Part.of(name)),
                decays ? optimizer.weightDecay() : 0));
      }
    }
    return parameters;
  }

  @Override
  public void close() {
    vision.close();
    decoder.close();
  }
}
