/** What it costs to watch the health of the model: {@code qlip bench --suite health}. */
package org.flinkqlip.benchmarks.health;
