// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.assertj.core.api.SoftAssertions;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job restarts a hundred times in one process, which must look the same afterwards. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class RestartsFaultsIT {
  private static final int RESTARTS = Integer.getInteger("qlip.restarts", 100);

  /** Native memory that each restart leaks on purpose: this test must then fail. */
  private static final int LEAK = Integer.getInteger("qlip.restarts.leak-kib", 0) << 10;

  private static final Duration DEADLINE = Duration.ofMinutes(15);
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Pace PACE = new Pace(10);
  private static final int DRAWN = 200;

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // without a feed the job would not restart
  void memoryThreadsAndDescriptorsStayFlatOverRestarts(@TempDir Path directory) throws Exception {
    Path log = Path.of("target", "restarts.log").toAbsolutePath();
    Files.createDirectories(log.getParent());
    Files.deleteIfExists(log);
    ExecutorService feeder = Executors.newSingleThreadExecutor();
    try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")));
        WireFormat format = WireFormatOptions.singleObject().open();
        ImageFeed feed = ImageFeed.to(broker.bootstrapServers(), TOPICS.images());
        JavaProcess job = new JavaProcess(log, arguments(broker, directory))) {
      TopicCreator.create(TOPICS, broker.bootstrapServers(), 1);
      SceneImages scenes = new SceneImages(7, format.serializer(ImageEvent.class, TOPICS.images()));
      feeder.submit(
          () -> {
            feed.send(index -> scenes.record(index % DRAWN), Long.MAX_VALUE, PACE);
            return null;
          });
      job.start();
      Await.until("the end of the process", DEADLINE, () -> !job.isAlive());
    } finally {
      feeder.shutdownNow();
    }

    assertThat(log).content().as("the job runs after all failures").endsWith("done\n");
    List<ProcessSample> samples = ProcessSample.in(log);
    assertThat(samples).hasSize(RESTARTS);
    List<GaugeSeries> all =
        List.of(
            series(Gauge.RESIDENT, samples, ProcessSample::resident),
            series(Gauge.THREADS, samples, ProcessSample::threads),
            series(Gauge.FILE_DESCRIPTORS, samples, ProcessSample::descriptors));
    List<String> rows = new ArrayList<>(List.of(GaugeSeries.header("restart")));
    all.forEach(one -> rows.add(one.row()));
    System.out.println(String.join("", rows));
    Files.writeString(Path.of("target", "restarts.md"), String.join("", rows));
    SoftAssertions flat = new SoftAssertions();
    all.forEach(
        one ->
            flat.assertThat(one.slope())
                .as("slope of %s", one.row().strip())
                .isLessThanOrEqualTo(one.mostSlope()));
    flat.assertAll();
  }

  private static GaugeSeries series(
      Gauge gauge, List<ProcessSample> samples, ToLongFunction<ProcessSample> value) {
    GaugeSeries series = new GaugeSeries("%d restarts".formatted(RESTARTS), gauge);
    // Not over time: how many restarts there are in a minute is the machine's.
    samples.forEach(sample -> series.add(sample.number(), value.applyAsLong(sample)));
    return series;
  }

  private static List<String> arguments(BrokerProcess broker, Path directory) {
    return List.of(
        // The heap is resident from the beginning, so that what grows is something else.
        "-Xms512m",
        "-Xmx512m",
        "-XX:+AlwaysPreTouch",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.net=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "-Djava.io.tmpdir=" + directory,
        "-cp",
        System.getProperty("java.class.path"),
        RestartingJob.class.getName(),
        broker.bootstrapServers(),
        directory.resolve("job").toString(),
        Integer.toString(RESTARTS),
        Integer.toString(LEAK));
  }
}
