// SPDX-License-Identifier: Apache-2.0
/** The operator's own package, for the one class that stands in for its enum of versions. */
package org.apache.flink.kubernetes.operator.api.spec;
