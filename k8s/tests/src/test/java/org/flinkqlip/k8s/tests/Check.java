// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import java.util.List;

/** One thing that must hold of manifests. */
@FunctionalInterface
interface Check {
  /** What does not hold, each naming the object; empty if all is well. */
  List<String> problems(Manifests manifests);
}
