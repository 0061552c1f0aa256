// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.flinkqlip.operators.batching.Item.Behaviour;

/**
 * Random streams (records of every kind, control events, barriers, time) against random schedules
 * of the pool, the device and the mailbox.
 */
class MicroBatchEnginePropertyTest {
  private static final int LINGER = 10;

  @Property(tries = 1500)
  void everythingComesOutOnceInOrderWithItsOwnResult(
      @ForAll("streams") List<Event> stream,
      @ForAll @IntRange(min = 1, max = 6) int maxRecords,
      @ForAll @IntRange(min = 1, max = 20) int maxBytes,
      @ForAll @IntRange(min = 1, max = 3) int maxInFlight,
      @ForAll @IntRange(max = 1) int lingers,
      @ForAll @LongRange(max = Long.MAX_VALUE) long schedule)
      throws Exception {
    BatchLimits limits =
        new BatchLimits(
            maxRecords,
            maxBytes,
            Duration.ofMillis((long) LINGER * lingers),
            maxInFlight,
            Duration.ofDays(1));
    Simulation simulation = new Simulation(limits, new Random(schedule));

    List<String> expected = new ArrayList<>();
    for (Event event : stream) {
      simulation.play(event, expected);
    }
    simulation.barrier(expected);
  }

  @Property(tries = 500)
  void permutingTheInputsPermutesTheResultsAlike(
      @ForAll("behaviours") List<Behaviour> behaviours,
      @ForAll @LongRange(max = Long.MAX_VALUE) long seed)
      throws Exception {
    List<Event> stream = new ArrayList<>();
    for (int id = 0; id < behaviours.size(); id++) {
      stream.add(new Event(Event.Kind.RECORD, new Item(id, behaviours.get(id), 1), 0));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < stream.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));

    List<String> straight = outcomes(stream, seed);
    List<String> permuted = outcomes(order.stream().map(stream::get).toList(), seed + 1);

    assertThat(permuted).isEqualTo(order.stream().map(straight::get).toList());
  }

  private static List<String> outcomes(List<Event> stream, long schedule) throws Exception {
    BatchLimits limits = new BatchLimits(4, 100, Duration.ofMillis(LINGER), 2, Duration.ofDays(1));
    Simulation simulation = new Simulation(limits, new Random(schedule));
    List<String> expected = new ArrayList<>();
    for (Event event : stream) {
      simulation.play(event, expected);
    }
    simulation.barrier(expected);
    return simulation.emitted;
  }

  @Provide
  Arbitrary<List<Event>> streams() {
    Arbitrary<Event> events =
        Arbitraries.frequencyOf(
            Tuple.of(12, records()),
            Tuple.of(2, plain(Event.Kind.CONTROL)),
            Tuple.of(1, plain(Event.Kind.BARRIER)),
            Tuple.of(
                3,
                Arbitraries.integers()
                    .between(1, 2 * LINGER)
                    .map(ms -> new Event(Event.Kind.TIME, null, ms))),
            Tuple.of(4, plain(Event.Kind.WORK)));
    return events.list().ofMaxSize(80).map(MicroBatchEnginePropertyTest::numbered);
  }

  @Provide
  Arbitrary<List<Behaviour>> behaviours() {
    return behaviour().list().ofMaxSize(40);
  }

  private static Arbitrary<Event> records() {
    return Combinators.combine(behaviour(), Arbitraries.integers().between(0, 8))
        .as((behaviour, size) -> new Event(Event.Kind.RECORD, new Item(0, behaviour, size), 0));
  }

  private static Arbitrary<Behaviour> behaviour() {
    return Arbitraries.frequency(
        Tuple.of(8, Behaviour.GOOD),
        Tuple.of(2, Behaviour.REJECTED),
        Tuple.of(1, Behaviour.POISON),
        Tuple.of(2, Behaviour.PASSED));
  }

  private static Arbitrary<Event> plain(Event.Kind kind) {
    return Arbitraries.just(new Event(kind, null, 0));
  }

  private static List<Event> numbered(List<Event> events) {
    List<Event> numbered = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      Item item = event.item();
      numbered.add(
          item == null
              ? event
              : new Event(event.kind(), new Item(i, item.behaviour(), item.size()), 0));
    }
    return numbered;
  }

  record Event(Kind kind, Item item, int millis) {
    enum Kind {
      RECORD,
      CONTROL,
      BARRIER,
      TIME,
      WORK
    }
  }

  /** One engine under one random schedule. */
  private static final class Simulation {
    private final VirtualHost host = new VirtualHost();
    private final ItemStage stage = new ItemStage();
    private final List<String> emitted = new ArrayList<>();
    private final BatchLimits limits;
    private final Random random;
    private final MicroBatchEngine<Item, Integer, Item[], Integer> engine;
    private int controls;

    private Simulation(BatchLimits limits, Random random) {
      this.limits = limits;
      this.random = random;
      host.whileYielding = this::stepAtRandom;
      engine =
          new MicroBatchEngine<>(
              stage,
              limits,
              host.pool,
              host.device,
              host,
              (outcome, timestamp) -> {
                String text = ItemStage.text(outcome);
                assertThat(text).endsWith(" " + timestamp);
                emitted.add(text);
              },
              BatchObserver.NONE);
    }

    private void play(Event event, List<String> expected) throws Exception {
      switch (event.kind()) {
        case RECORD -> {
          expected.add(event.item().expected());
          engine.add(event.item(), event.item().id());
        }
        case CONTROL -> {
          String control = "control " + controls++;
          expected.add(control);
          engine.addControl(() -> emitted.add(control));
        }
        case BARRIER -> barrier(expected);
        case TIME -> host.advance(event.millis());
        case WORK -> work();
      }
      check(expected);
    }

    private void work() throws Exception {
      int steps = random.nextInt(12);
      for (int i = 0; i < steps; i++) {
        if (random.nextInt(3) == 0) {
          host.runMail();
        } else {
          stepAtRandom();
        }
      }
    }

    private void barrier(List<String> expected) throws Exception {
      engine.drain();
      assertThat(emitted).isEqualTo(expected);
      assertThat(engine.inFlight()).isZero();
      assertThat(engine.openRecords()).isZero();
      check(expected);
    }

    private boolean stepAtRandom() {
      if (random.nextBoolean()) {
        return host.stepPool(random.nextInt(1 << 16)) || host.stepDevice();
      }
      return host.stepDevice() || host.stepPool(random.nextInt(1 << 16));
    }

    private void check(List<String> expected) {
      assertThat(emitted).isEqualTo(expected.subList(0, emitted.size()));
      assertThat(engine.inFlight()).isBetween(0, limits.maxInFlight());
      assertThat(engine.openRecords()).isBetween(0, limits.maxRecords());
      assertThat(stage.buffers).hasValue(limits.maxInFlight() + 1);
      assertThat(stage.runSizes).allMatch(size -> size >= 1 && size <= limits.maxRecords());
    }
  }
}
