// SPDX-License-Identifier: Apache-2.0
/** Coverage-guided fuzzing with Jazzer, in JVMs of their own. */
package org.flinkqlip.model.imaging.fuzzing;
