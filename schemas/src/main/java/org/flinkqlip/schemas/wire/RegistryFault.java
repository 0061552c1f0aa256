// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

/** What went wrong between us and the schema registry. */
public enum RegistryFault {
  /** No answer from any base URL: refused, timed out or broken off. A later retry may help. */
  UNREACHABLE,
  /** The registry answered 5xx or 429. A later retry may help. */
  UNAVAILABLE,
  /** 401 or 403. Helps only when credentials or permissions change. */
  DENIED,
  /** 409: the registry's compatibility rule refuses our schema. */
  INCOMPATIBLE,
  /** Look-up only, and the subject does not hold our schema. */
  NOT_REGISTERED,
  /** Any other refusal, such as 422 for a schema that the registry takes for invalid. */
  REJECTED,
  /** The answer is not one of this API: most often a wrong base URL or a proxy in between. */
  INVALID_ANSWER
}
