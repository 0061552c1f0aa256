// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Finds the JDK's own readers, by class, so that others on the classpath never take their place.
 */
public final class JdkReaders {

  private JdkReaders() {}

  /**
   * A reader's provider.
   *
   * @param type its class
   * @param format for messages
   * @throws IllegalStateException if this JDK lacks it
   */
  public static ImageReaderSpi find(String type, String format) {
    // The registry is per process and keeps every plugin that the context class loader offers on
    // first use. Under Flink that loader belongs to one job, which could then never be unloaded.
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      Object spi = IIORegistry.getDefaultInstance().getServiceProviderByClass(Class.forName(type));
      if (spi == null) {
        throw new IllegalStateException("this JDK has no " + type);
      }
      return (ImageReaderSpi) spi;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "this JDK has no " + format + " reader: use one with the module java.desktop", e);
    } finally {
      thread.setContextClassLoader(context);
    }
  }
}
