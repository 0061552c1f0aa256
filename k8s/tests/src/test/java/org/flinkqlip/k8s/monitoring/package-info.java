// SPDX-License-Identifier: Apache-2.0
/** What {@code k8s/monitoring} holds: rules, their tests, dashboards, and what is scraped. */
package org.flinkqlip.k8s.monitoring;
