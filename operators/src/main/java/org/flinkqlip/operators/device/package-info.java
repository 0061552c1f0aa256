// SPDX-License-Identifier: Apache-2.0
/**
 * Models on devices as micro-batch stages, the same way in every job: bundles by directory or uri,
 * one session for each device of a process, which the first of its subtasks opens and the last one
 * closes, records prepared with what is known of them. A job extends {@link
 * org.flinkqlip.operators.device.ModelFunction} and {@link
 * org.flinkqlip.operators.device.ModelStage}.
 */
@NullMarked
package org.flinkqlip.operators.device;

import org.jspecify.annotations.NullMarked;
