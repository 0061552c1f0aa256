// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A FlinkDeployment among the objects that it was rendered with.
 *
 * @param among these objects
 * @param object the deployment itself
 */
record Deployment(Rendered among, JsonNode object) {
  static final String MAIN_CONTAINER = "flink-main-container";

  /** The job's name. */
  String job() {
    return Rendered.nameOf(object);
  }

  JsonNode spec() {
    return object.path("spec");
  }

  Map<String, String> configuration() {
    Map<String, String> configuration = new TreeMap<>();
    spec()
        .path("flinkConfiguration")
        .properties()
        .forEach(entry -> configuration.put(entry.getKey(), entry.getValue().asText()));
    return configuration;
  }

  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    spec().path("job").path("args").forEach(argument -> arguments.add(argument.asText()));
    return arguments;
  }

  boolean hasGpu() {
    return configuration().containsKey("external-resource.gpu.amount");
  }

  /** The volume of that name for a role (jobManager, taskManager), as the operator merges them. */
  Optional<JsonNode> volume(String role, String name) {
    return volumes(role).filter(volume -> volume.path("name").asText().equals(name)).findFirst();
  }

  /** Volumes of a role; the role's own come first and win. */
  Stream<JsonNode> volumes(String role) {
    Map<String, JsonNode> byName = new TreeMap<>();
    each(spec().path("podTemplate").path("spec").path("volumes"))
        .forEach(volume -> byName.put(volume.path("name").asText(), volume));
    each(spec().path(role).path("podTemplate").path("spec").path("volumes"))
        .forEach(volume -> byName.put(volume.path("name").asText(), volume));
    return byName.values().stream();
  }

  /** What a role's main container mounts: paths to names of volumes. */
  Map<String, String> mounts(String role) {
    Map<String, String> mounts = new TreeMap<>();
    Stream.of(spec(), spec().path(role))
        .flatMap(owner -> each(owner.path("podTemplate").path("spec").path("containers")))
        .flatMap(container -> each(container.path("volumeMounts")))
        .forEach(
            mount -> mounts.put(mount.path("mountPath").asText(), mount.path("name").asText()));
    return mounts;
  }

  /** Main containers of the deployment's templates: of both roles, of each. */
  Stream<JsonNode> containers() {
    return Stream.of(spec(), spec().path("jobManager"), spec().path("taskManager"))
        .flatMap(owner -> each(owner.path("podTemplate").path("spec").path("containers")));
  }

  static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  @Override
  public String toString() {
    return among.name() + "/" + job();
  }
}
