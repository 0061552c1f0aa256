/**
 * What the subtasks of one process share: a device with its one thread, opened by the first and
 * closed by the last. Start at {@link org.flinkqlip.operators.sharing.SharedResources}.
 */
package org.flinkqlip.operators.sharing;
