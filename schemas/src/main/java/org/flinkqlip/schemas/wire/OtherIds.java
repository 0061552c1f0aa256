// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a registry that refuses one id answers another: then it is there, and takes our
 * credentials. Safe for several threads.
 */
final class OtherIds {
  /** For how long an answer speaks for the registry. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  private static final int MAX_IDS = 16;

  private final LongPredicate answers;
  private final Ticker ticker;
  private final Set<Long> ids = ConcurrentHashMap.newKeySet();
  private final List<OwnSchema> expected = new CopyOnWriteArrayList<>();
  private volatile @Nullable Answer last;

  /** A schema of ours, whose id the registry tells or gives. */
  @FunctionalInterface
  interface OwnSchema {
    long id() throws RegistryException;
  }

  private record Answer(long id, long nanos) {}

  /**
   * Other ids of a registry.
   *
   * @param answers asks it for an id
   */
  OtherIds(LongPredicate answers, Ticker ticker) {
    this.answers = requireNonNull(answers, "answers is null");
    this.ticker = requireNonNull(ticker, "ticker is null");
  }

  /** Takes note of an id that the registry has. */
  void add(long id) {
    if (ids.size() < MAX_IDS) {
      ids.add(id);
    }
  }

  /** Takes note of an id that the registry has just answered. */
  void answered(long id) {
    add(id);
    last = new Answer(id, ticker.nanoTime());
  }

  /** Takes note of a schema that can be asked for where no id is known. */
  void expect(OwnSchema schema) {
    expected.add(schema);
  }

  /** Whether the registry answers another id than this one, now. */
  boolean oneIsAnswered(long refused) {
    Answer answer = last;
    if (answer != null
        && answer.id() != refused
        && ticker.nanoTime() - answer.nanos() < FRESH.toNanos()) {
      return true;
    }
    return oneIsAnswered(ids, refused) || oneOfOursIsAnswered(refused);
  }

  private boolean oneIsAnswered(Collection<Long> candidates, long refused) {
    for (long id : candidates) {
      if (id != refused) {
        return isAnswered(id);
      }
    }
    return false;
  }

  private boolean oneOfOursIsAnswered(long refused) {
    for (OwnSchema schema : expected) {
      try {
        long id = schema.id();
        if (id != refused) {
          return isAnswered(id);
        }
      } catch (RegistryException e) {
        // It does not know this one, or does not tell: another may do.
      }
    }
    return false;
  }

  private boolean isAnswered(long id) {
    boolean answered = answers.test(id);
    if (answered) {
      answered(id);
    }
    return answered;
  }
}
