// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import org.apache.flink.connector.base.DeliveryGuarantee;

/** How often a result is written. */
public enum Guarantee {
  /** Once, in a transaction that commits with a checkpoint. */
  EXACTLY_ONCE(DeliveryGuarantee.EXACTLY_ONCE),
  /** Once, and again after a failure. */
  AT_LEAST_ONCE(DeliveryGuarantee.AT_LEAST_ONCE);

  private final DeliveryGuarantee flinkGuarantee;

  Guarantee(DeliveryGuarantee flinkGuarantee) {
    this.flinkGuarantee = flinkGuarantee;
  }

  /** Flink's name of it. */
  public DeliveryGuarantee flinkGuarantee() {
    return flinkGuarantee;
  }
}
