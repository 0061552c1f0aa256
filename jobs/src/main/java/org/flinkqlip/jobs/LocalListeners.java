// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.options.FlinkOptions;

/**
 * Where a Flink cluster inside this process listens. Left alone, Flink opens its REST API, with the
 * upload of jars, and its BLOB server on every interface of the machine.
 */
public final class LocalListeners {
  private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

  private LocalListeners() {}

  /**
   * Binds everything to the loopback address, and refuses jars over REST. What {@code
   * configuration} says already is kept.
   */
  public static void bindToLoopback(Configuration configuration) {
    bind(configuration, LOOPBACK);
  }

  /**
   * Binds the REST API to {@code webAddress}, everything else to the loopback address, since nobody
   * but this process needs it, and refuses jars over REST. What {@code configuration} says already
   * is kept.
   *
   * @param webAddress name or literal of an address of this machine
   * @throws InvalidOptionsException if it is none
   */
  static void bind(Configuration configuration, String webAddress) {
    requireOwn(webAddress);
    setIfAbsent(configuration, RestOptions.BIND_ADDRESS, webAddress);
    // Of the BLOB server too.
    setIfAbsent(configuration, JobManagerOptions.BIND_HOST, LOOPBACK);
    setIfAbsent(configuration, TaskManagerOptions.BIND_HOST, LOOPBACK);
    setIfAbsent(configuration, TaskManagerOptions.HOST, LOOPBACK);
    setIfAbsent(configuration, WebOptions.SUBMIT_ENABLE, false);
  }

  /** Whether only this machine reaches {@code address}; an unknown name is not known to be. */
  public static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void requireOwn(String address) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    } catch (IOException e) {
      throw new InvalidOptionsException(
          "%s: [%s] is no address of this machine that can be listened on (%s)"
              .formatted(FlinkOptions.LOCAL_WEB_ADDRESS.key(), address, e.getMessage()));
    }
  }

  private static <T> void setIfAbsent(
      Configuration configuration, ConfigOption<T> option, T value) {
    if (!configuration.contains(option)) {
      configuration.set(option, value);
    }
  }
}
