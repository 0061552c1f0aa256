// SPDX-License-Identifier: Apache-2.0
/** How things are timed: in turns, so that a machine that slows down does so for all. */
@NullMarked
package org.flinkqlip.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
