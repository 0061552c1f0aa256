// SPDX-License-Identifier: Apache-2.0
/**
 * What the Flink Kubernetes operator makes of a FlinkDeployment, by its own code: start at {@link
 * org.flinkqlip.k8s.validator.ValidateDeployments}.
 */
@NullMarked
package org.flinkqlip.k8s.validator;

import org.jspecify.annotations.NullMarked;
