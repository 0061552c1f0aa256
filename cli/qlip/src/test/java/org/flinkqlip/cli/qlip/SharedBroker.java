// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.model.scratch.Trees;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One broker for all tests of this JVM that ask for it; each makes topics of its own. */
final class SharedBroker implements ParameterResolver {

  private record Running(BrokerProcess broker, Path directory) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      broker.close();
      Trees.delete(directory);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == BrokerProcess.class;
  }

  @Override
  public BrokerProcess resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedBroker.class))
        .getOrComputeIfAbsent(Running.class, key -> start(), Running.class)
        .broker();
  }

  private static Running start() {
    try {
      Path directory = Files.createTempDirectory("qlip-audit-broker-");
      return new Running(BrokerProcess.start(BrokerOptions.in(directory)), directory);
    } catch (Exception e) {
      throw new IllegalStateException("no broker: " + e.getMessage(), e);
    }
  }
}
