// SPDX-License-Identifier: Apache-2.0
/**
 * The options of the jobs: one class per stage, each a record of typed values with the {@link
 * org.flinkqlip.jobs.config.Option} constants that it is read from. Start at {@link
 * org.flinkqlip.jobs.options.CommonOptions}.
 */
@NullMarked
package org.flinkqlip.jobs.options;

import org.jspecify.annotations.NullMarked;
