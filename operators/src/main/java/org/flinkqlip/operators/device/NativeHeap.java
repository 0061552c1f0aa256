// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory of native code. glibc keeps what was freed in an arena of the thread that took it; a
 * device is opened on a new thread each time, so that every restart of a job would leave a model's
 * worth of free memory in another arena, up to eight for each core.
 */
final class NativeHeap {
  private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

  private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";

  /** {@code System.trim_native_heap} of jcmd: calls {@code malloc_trim} where there is one. */
  private static final String TRIM = "systemTrimNativeHeap";

  private NativeHeap() {}

  /**
   * Gives what is free in all arenas back to the system; takes some milliseconds.
   *
   * @return whether this JVM has a command for it
   */
  static boolean trim() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    try {
      Object said = beans.invoke(new ObjectName(DIAGNOSTICS), TRIM, null, null);
      LOG.debug("Freed memory is given back: {}", said);
      return true;
    } catch (JMException | JMRuntimeException e) {
      LOG.debug("This JVM cannot give freed memory back", e);
      return false;
    }
  }
}
