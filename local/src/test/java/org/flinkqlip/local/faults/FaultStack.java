// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.flink.util.IOUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.InvariantCheck;
import org.flinkqlip.jobs.audit.Position;
import org.flinkqlip.jobs.audit.ResultReader;
import org.flinkqlip.jobs.audit.ResultRecord;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.audit.Transactions;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.SentRecord;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;

/** A broker, a cluster, the submitted job, a producer that goes on and a consumer that counts. */
@SuppressWarnings("try") // Closes whatever there is, in the opposite order of opening.
final class FaultStack implements AutoCloseable {
  /** Most subtasks that the cluster has slots for, one kept free. */
  static final int MAX_PARALLELISM = 3;

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final int PARTITIONS = 4;
  private static final String GROUP = "flink-qlip-tokenize-images";
  private static final Duration RECOVERY_TIMEOUT = JobOnCluster.RECOVERY_TIMEOUT;
  private static final long FIRST_TIMED = 20_000_000;
  private static final int SOUND_EVERY = 20;
  private static final Duration AUDIT_STEP = Duration.ofMillis(300);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<ResultRecord> results = new ArrayList<>();
  private final PassedRetention passedRetention = new PassedRetention();
  private final StreamPulse pulse = new StreamPulse();
  private Outside outside;
  private boolean exactlyOnce;
  private JobOnCluster job;
  private Unrest unrest;
  private ContinuousFeed feed;
  private ResultReader reader;
  private ImageSource images;
  private long newestSentNanos;
  private long timed;

  private FaultStack() {}

  /** Starts everything and waits for the first committed results. */
  static FaultStack start(Path directory, StreamSetup setup) throws Exception {
    FaultStack stack = new FaultStack();
    boolean started = false;
    try {
      stack.open(directory, setup);
      started = true;
      return stack;
    } finally {
      if (!started) {
        stack.close();
      }
    }
  }

  private void open(Path directory, StreamSetup setup) throws Exception {
    exactlyOnce = setup.exactlyOnce();
    outside = opened(setup.outside().open(directory));
    WireFormat format = opened(outside.wire().open());
    job = opened(JobOnCluster.start(directory, setup.taskManagerOptions(), setup.brokers()));
    String brokers = kafka().bootstrapServers();
    TopicCreator.create(TOPICS, brokers, PARTITIONS);
    TopicTimes.takeAll(brokers, TOPICS.images());
    TopicTimes.takeNoneOlderThan(Duration.ofDays(1), brokers, TOPICS.results());
    List<String> arguments = new ArrayList<>(setup.jobArguments());
    arguments.addAll(outside.jobArguments());
    job.submit(TokenizeImages.class, 2, arguments);
    reader = opened(ResultReader.of(brokers, TOPICS.stream(), format));
    images = setup.images().open(format.serializer(ImageEvent.class, TOPICS.images()), pulse);
    feed =
        opened(
            new ContinuousFeed(
                ImageFeed.to(brokers, TOPICS.images()),
                outside.around(images, format),
                setup.pace()));
    followUntil("the first results", RECOVERY_TIMEOUT, this::hasResultsOfEachTopic);
    unrest = new Unrest(job);
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(0, resource);
    return resource;
  }

  /** Whoever reads a topic for the first time may have to ask the registry. */
  private boolean hasResultsOfEachTopic() {
    return results.stream().map(ResultRecord::topic).distinct().count() == TOPICS.results().size();
  }

  KafkaSide kafka() {
    return job.kafka();
  }

  /** The only broker. */
  BrokerProcess broker() {
    return kafka().single();
  }

  Outside outside() {
    return outside;
  }

  JobOnCluster job() {
    return job;
  }

  StandaloneCluster cluster() {
    return job.cluster();
  }

  CheckpointDisk checkpointDisk() {
    return job.checkpointDisk();
  }

  StreamPulse pulse() {
    return pulse;
  }

  int parallelism() {
    return job.parallelism();
  }

  /** Lets a time pass and takes the results that are committed meanwhile. */
  void follow(Duration time) {
    long start = System.nanoTime();
    do {
      take();
    } while (System.nanoTime() - start < time.toNanos());
  }

  /** Seconds from a moment to the first committed result of a record produced after another. */
  double secondsToResultProducedAfter(long producedNanos, long sinceNanos) {
    followUntil(
        "a committed result after the fault; " + cluster(),
        RECOVERY_TIMEOUT,
        () -> {
          cluster().startWhatIsDead();
          return newestSentNanos - producedNanos > 0;
        });
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  /** Waits until all processes are back and all tasks run. */
  void awaitAllWell() throws Exception {
    job.awaitAllWell();
  }

  /** Sends sound images with timestamps of their own, and waits for their results. */
  void feedAt(List<Instant> timestamps) throws Exception {
    Set<Position> sent = new HashSet<>();
    for (Instant timestamp : timestamps) {
      // Far behind what the feed comes to, and sound.
      FeedRecord record = images.record(FIRST_TIMED + SOUND_EVERY * timed++);
      sent.add(feed.sendAt(timestamp, record, TOPICS.images(), kafka().bootstrapServers()));
    }
    followUntil("results of " + sent, RECOVERY_TIMEOUT, () -> haveResults(sent));
  }

  private boolean haveResults(Set<Position> sent) {
    return results.stream()
        .flatMap(result -> result.content().stream())
        .map(ResultRecord.Content::source)
        .collect(Collectors.toSet())
        .containsAll(sent);
  }

  /** Deaths and restarts. */
  Unrest unrest() {
    return unrest;
  }

  void awaitFailedCheckpoints(int count) throws Exception {
    long before = cluster().rest().failedCheckpoints(job.id());
    Await.until(
        "failed checkpoints",
        RECOVERY_TIMEOUT,
        () -> {
          take();
          return cluster().rest().failedCheckpoints(job.id()) >= before + count;
        });
  }

  /** Waits until checkpoints fail because they take too long. */
  void awaitTimedOutCheckpoints(int count) throws Exception {
    long before = timedOutCheckpoints();
    Await.until(
        "checkpoints that time out",
        RECOVERY_TIMEOUT,
        () -> {
          take();
          return timedOutCheckpoints() >= before + count;
        });
  }

  private long timedOutCheckpoints() throws Exception {
    return cluster().rest().checkpointFailures(job.id()).stream()
        .filter(message -> message.contains("expired"))
        .count();
  }

  /** Waits for a committed result of a record that is yet to be produced. */
  void awaitResults() {
    secondsToResultProducedAfter(System.nanoTime(), System.nanoTime());
  }

  /** Kills the broker that leads a partition, one of three. */
  void killLeader(TopicPartition partition) throws Exception {
    try (TopicLeaders leaders = new TopicLeaders(kafka().bootstrapServers())) {
      kafka().three().node(leaders.leader(partition)).kill();
    }
  }

  /** Starts the dead ones of three brokers and waits until all have all records. */
  void restartBrokers() throws Exception {
    for (BrokerProcess broker : kafka().three().nodes()) {
      if (!broker.isAlive()) {
        broker.restart();
      }
    }
    awaitReplicas();
  }

  /** Lets another broker lead each partition, that of the transactions' coordinator too. */
  void moveLeaders() throws Exception {
    try (TopicLeaders leaders = new TopicLeaders(kafka().bootstrapServers())) {
      leaders.moveAll();
    }
  }

  private void awaitReplicas() throws Exception {
    try (TopicLeaders leaders = new TopicLeaders(kafka().bootstrapServers())) {
      Await.until(
          "all replicas in sync",
          RECOVERY_TIMEOUT,
          () -> {
            take();
            return leaders.areAllInSync();
          });
    }
  }

  /** What went wrong with the job since it was submitted. */
  Troubles troubles() throws Exception {
    return new Troubles(
        cluster().rest().restarts(job.id()), cluster().rest().failedCheckpoints(job.id()));
  }

  /**
   * Audits what was acknowledged by now, while the producer goes on. Waits for what is missing as
   * long as some of it comes.
   */
  AuditReport audit() throws Exception {
    RunningAudit audit = new RunningAudit(TOPICS.stream(), inputs());
    long fewest = Long.MAX_VALUE;
    long lastProgress = System.nanoTime();
    while (true) {
      follow(AUDIT_STEP);
      AuditReport report = audit.check(results);
      long late = RunningAudit.late(report);
      if (late < fewest) {
        fewest = late;
        lastProgress = System.nanoTime();
      }
      if (late == 0 || System.nanoTime() - lastProgress > RECOVERY_TIMEOUT.toNanos()) {
        return exactlyOnce ? audit.check(results, transactions()) : report;
      }
    }
  }

  private Transactions transactions() throws Exception {
    return kafka().transactions(TOPICS.results());
  }

  /**
   * Stops the producer, waits for its results, stops the job, and audits all that was ever sent.
   */
  AuditReport finish() throws Exception {
    feed.stop();
    // A stopped source leaves what it has not read yet to the next start.
    audit();
    stopWithSavepoint();
    reader.readToEnd(RECOVERY_TIMEOUT).forEach(this::note);
    return exactlyOnce
        ? InvariantCheck.check(TOPICS.stream(), inputs(), results, transactions())
        : InvariantCheck.check(TOPICS.stream(), inputs(), results);
  }

  /** What was acknowledged, without what retention took from the job. */
  private List<InputRecord> inputs() {
    return passedRetention.without(feed.log().inputs(), results);
  }

  /**
   * Stops the job and deletes what is produced until then and for a while after.
   *
   * @return the job's savepoint
   */
  String stopUntilRetentionHasPassed() throws Exception {
    String savepoint = stopWithSavepoint();
    follow(Duration.ofSeconds(2));
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka().bootstrapServers()))) {
      passedRetention.pass(admin, GROUP);
    }
    return savepoint;
  }

  /** Transactional ids that the broker remembers, and how many of them have an open transaction. */
  String transactionalIds() throws Exception {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka().bootstrapServers()))) {
      Collection<TransactionListing> all = admin.listTransactions().all().get();
      return "%d transactional ids, %d of them with an open transaction"
          .formatted(
              all.size(),
              all.stream().filter(one -> one.state() == TransactionState.ONGOING).count());
    }
  }

  /** Stops the job; returns where its savepoint is. */
  String stopWithSavepoint() throws Exception {
    return job.stopWithSavepoint(false, this::take);
  }

  /** Lets the job work off what it has read, and stops it. */
  String drain() throws Exception {
    return job.stopWithSavepoint(true, this::take);
  }

  /** Goes on from a savepoint. */
  void resume(String savepoint, int newParallelism, String... arguments) throws Exception {
    job.resume(savepoint, newParallelism, arguments);
  }

  /** Stops with a savepoint and goes on with the current jar. */
  void upgrade() throws Exception {
    job.takeCurrentJar();
    resume(stopWithSavepoint(), parallelism());
  }

  /** Lets time pass until something holds. */
  void followUntil(String what, Duration deadline, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > deadline.toNanos()) {
        throw new AssertionError("not within %d s: %s".formatted(deadline.toSeconds(), what));
      }
      take();
    }
  }

  private void take() {
    reader.poll().forEach(this::note);
  }

  private void note(CommittedResult result) {
    results.add(result.record());
    Optional<SentRecord> input =
        result.record().content().flatMap(content -> feed.log().at(content.source()));
    if (input.isPresent()) {
      // A dead letter is no sign that the job can do its work.
      if (!result.record().topic().equals(TOPICS.deadLetters())) {
        newestSentNanos = Math.max(newestSentNanos, input.get().sentNanos());
      }
      pulse.note(result, input.get().sentNanos());
    } else {
      pulse.note(result);
    }
  }

  @Override
  public void close() throws Exception {
    IOUtils.closeAll(open);
  }
}
