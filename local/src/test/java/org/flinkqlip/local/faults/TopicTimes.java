// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Which timestamps topics take. */
final class TopicTimes {
  private TopicTimes() {}

  /** Lets a topic take any. */
  static void takeAll(String bootstrapServers, String topic) throws Exception {
    set(bootstrapServers, List.of(topic), "message.timestamp.after.max.ms", Long.MAX_VALUE);
  }

  /** Lets topics refuse what is older. */
  static void takeNoneOlderThan(Duration age, String bootstrapServers, List<String> topics)
      throws Exception {
    set(bootstrapServers, topics, "message.timestamp.before.max.ms", age.toMillis());
  }

  private static void set(String bootstrapServers, List<String> topics, String key, long value)
      throws Exception {
    Collection<AlterConfigOp> change =
        List.of(
            new AlterConfigOp(
                new ConfigEntry(key, Long.toString(value)), AlterConfigOp.OpType.SET));
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    topics.forEach(
        topic -> changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), change));
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }
}
