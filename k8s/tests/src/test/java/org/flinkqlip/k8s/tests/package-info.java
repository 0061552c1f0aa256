// SPDX-License-Identifier: Apache-2.0
/**
 * Everything in k8s/ against what is known of it: start at {@link
 * org.flinkqlip.k8s.tests.ManifestsTest}, which lists the checks, and {@link
 * org.flinkqlip.k8s.tests.MutationsIT}, which shows that each finds what it is for.
 */
package org.flinkqlip.k8s.tests;
