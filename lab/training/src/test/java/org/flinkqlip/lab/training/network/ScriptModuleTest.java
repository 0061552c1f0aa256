// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.flinkqlip.lab.training.TorchTest;
import org.junit.jupiter.api.Test;

class ScriptModuleTest extends TorchTest {
  private static final String SOURCE =
      """
      class Scale(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        factor : float
        power : int
        negative : bool
        def forward(self: __torch__.Scale, x: Tensor) -> Tensor:
          return x
        def scale(self: __torch__.Scale, x: Tensor) -> Tensor:
          y = torch.mul(torch.pow(x, (self).power), (self).factor)
          if (self).negative:
            z = torch.neg(y)
          else:
            z = y
          return z
      """;

  @Test
  void methodsSeeTheAttributesAndHaveGradients() {
    Map<String, Object> attributes = Map.of("factor", 0.5, "power", 3, "negative", true);
    try (ScriptModule module = new ScriptModule(manager, "Scale", SOURCE, attributes)) {
      NDArray x = manager.create(new float[] {2, -1});
      assertThat(module.call("scale", x).toFloatArray()).containsExactly(-4f, 0.5f);
      assertThat(Gradients.automatic(x, () -> module.call("scale", x).sum()))
          .containsExactly(-6f, -1.5f);
    }
  }

  @Test
  void anAttributeOfAnotherTypeIsRefused() {
    Map<String, Object> attributes = Map.of("factor", "a half");
    assertThatThrownBy(() -> new ScriptModule(manager, "Scale", SOURCE, attributes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a half");
  }
}
