// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

/**
 * A value as it was given.
 *
 * @param value text, or a number, boolean or list as a YAML parser gives it
 * @param origin where it was given, for people
 */
record RawValue(Object value, String origin) {}
