// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.IOUtils;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.schemas.wire.SchemaRegistryOptions;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/** What a job may need beside Kafka: a schema registry, and a host of images. */
final class Outside implements AutoCloseable {
  private final List<AutoCloseable> open = new ArrayList<>();
  private LocalRegistry registry;
  private ImageHost images;

  private Outside() {}

  /** Starts what is needed, with its files in a folder. */
  @FunctionalInterface
  interface Opening {
    Outside open(Path directory) throws Exception;
  }

  /** Nothing: records bring their schema's fingerprint and their image along. */
  static Outside nothing(Path directory) {
    return new Outside();
  }

  /** Both. */
  static Outside start(Path directory) throws Exception {
    Outside outside = new Outside();
    outside.registry = new LocalRegistry();
    outside.open.add(outside.registry);
    outside.images = new ImageHost(directory.resolve("images"));
    outside.open.add(outside.images);
    return outside;
  }

  LocalRegistry registry() {
    return registry;
  }

  ImageHost images() {
    return images;
  }

  WireFormatOptions wire() {
    return registry == null
        ? WireFormatOptions.singleObject()
        : WireFormatOptions.confluent(SchemaRegistryOptions.of(registry.url()));
  }

  /** What the job is told of it. */
  List<String> jobArguments() {
    return registry == null
        ? List.of()
        : List.of(
            "--wire.format",
            "confluent",
            "--wire.registry.urls",
            registry.url().toString(),
            "--fetch.allowed-hosts",
            images.authority(),
            "--fetch.allow-private-addresses",
            images.authority());
  }

  /** The records of a feed with their images at the host, if there is one. */
  ImageSource around(ImageSource source, WireFormat format) throws Exception {
    return images == null ? source : new ClaimChecks(source, format, images);
  }

  @Override
  public void close() throws Exception {
    IOUtils.closeAll(open);
  }
}
