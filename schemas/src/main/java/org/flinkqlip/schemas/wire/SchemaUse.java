// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

/** What an encoder does to learn the id of its schema. */
public enum SchemaUse {
  /** Registers the schema under the topic's subject, which the registry may refuse. */
  REGISTER,
  /** Only looks the schema up: someone else registers, such as a release pipeline. */
  LOOK_UP
}
