// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts a broker, prints its process id and waits to be killed. */
final class BrokerParent {

  private BrokerParent() {}

  public static void main(String[] arguments) throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.in(Path.of(arguments[0])))) {
      System.out.println(broker.pid());
      new CountDownLatch(1).await();
    }
  }
}
