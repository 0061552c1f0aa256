// SPDX-License-Identifier: Apache-2.0
/**
 * Typed options over Flink's {@code ConfigOption}: declared once, read from a file and the command
 * line, checked at start, listed in {@code --help} and in the reference page. Declare with {@link
 * org.flinkqlip.jobs.config.Option}, gather in an {@link org.flinkqlip.jobs.config.OptionCatalog},
 * read with {@link org.flinkqlip.jobs.config.SettingsReader}.
 */
@NullMarked
package org.flinkqlip.jobs.config;

import org.jspecify.annotations.NullMarked;
