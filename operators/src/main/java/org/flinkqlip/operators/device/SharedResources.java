// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Resources by key, counted: the first {@link #acquire} of a key opens the resource, the last
 * release closes it. Opening and closing of one key exclude each other, so that a job that restarts
 * never holds a device twice; other keys are not held up. A failed opening leaves nothing behind
 * and the next caller tries again.
 *
 * @param <K> key, a value
 * @param <T> resource
 */
final class SharedResources<K, T extends AutoCloseable> {
  private final Map<K, Entry<T>> entries = new HashMap<>();

  /**
   * The resource of {@code key}; opens it if nobody holds it.
   *
   * @throws InterruptedException if interrupted while another thread opens or closes it
   * @throws Exception what {@code opener} throws
   */
  public Lease<T> acquire(K key, Callable<? extends T> opener) throws Exception {
    requireNonNull(opener, "opener is null");
    Entry<T> entry = enter(key);
    boolean acquired = false;
    try {
      entry.lock.lockInterruptibly();
      try {
        T resource = entry.resource;
        if (resource == null) {
          resource = requireNonNull(opener.call(), "opener gave null");
          entry.resource = resource;
        }
        Lease<T> lease = new Lease<>(resource, () -> release(key, entry));
        acquired = true;
        return lease;
      } finally {
        entry.lock.unlock();
      }
    } finally {
      if (!acquired) {
        leave(key, entry);
      }
    }
  }

  /** Number of resources that are held or wanted. */
  public synchronized int size() {
    return entries.size();
  }

  private void release(K key, Entry<T> entry) throws Exception {
    entry.lock.lock();
    try {
      if (leave(key, entry)) {
        T resource = requireNonNull(entry.resource, "released before it was acquired");
        entry.resource = null;
        resource.close();
      }
    } finally {
      entry.lock.unlock();
      forgetIfUnused(key, entry);
    }
  }

  private synchronized Entry<T> enter(K key) {
    Entry<T> entry =
        entries.computeIfAbsent(requireNonNull(key, "key is null"), k -> new Entry<>());
    entry.holders++;
    return entry;
  }

  /** Whether the caller was the last holder; the entry stays until its resource is closed. */
  private synchronized boolean leave(K key, Entry<T> entry) {
    entry.holders--;
    if (entry.holders == 0 && entry.resource == null) {
      entries.remove(key, entry);
    }
    return entry.holders == 0;
  }

  private synchronized void forgetIfUnused(K key, Entry<T> entry) {
    if (entry.holders == 0) {
      entries.remove(key, entry);
    }
  }

  private static final class Entry<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T resource;
    private int holders;
  }

  /** One holder's claim on a resource. */
  @SuppressWarnings("try") // an interrupt may end the wait for a close
  static final class Lease<T> implements AutoCloseable {
    private final T resource;
    private @Nullable AutoCloseable release;

    private Lease(T resource, AutoCloseable release) {
      this.resource = resource;
      this.release = release;
    }

    /** The resource; not to be closed by the holder. */
    public T get() {
      return resource;
    }

    /** Gives the claim back; further calls do nothing. */
    @Override
    public synchronized void close() throws Exception {
      AutoCloseable once = release;
      release = null;
      if (once != null) {
        once.close();
      }
    }
  }
}
