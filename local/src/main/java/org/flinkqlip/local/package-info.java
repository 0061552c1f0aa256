/**
 * The embedded stack behind {@code ./qlip}: a real Kafka broker in a JVM of its own, a Flink
 * MiniCluster, an image feed, progress and an audit of what came out. Start at {@link
 * org.flinkqlip.local.Qlip}.
 */
package org.flinkqlip.local;
