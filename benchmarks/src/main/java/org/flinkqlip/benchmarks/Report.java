// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What a suite found. */
public final class Report {
  private final List<Gate> gates = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();

  /**
   * Something measured.
   *
   * @param name in camel case, a field of the JSON file
   * @param unit for people, such as "images/s"
   * @param goal what the project wants to reach
   * @param atLeast whether the goal is a lower bound, rather than an upper one
   * @param note how it was measured, in a few words
   */
  public record Figure(
      String name, double value, String unit, OptionalDouble goal, boolean atLeast, String note) {

    public Figure {
      requireNonNull(name, "name is null");
      requireNonNull(unit, "unit is null");
      requireNonNull(goal, "goal is null");
      requireNonNull(note, "note is null");
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("%s was not measured: %s".formatted(name, value));
      }
    }

    /** A figure without a goal. */
    public static Figure of(String name, double value, String unit, String note) {
      return new Figure(name, value, unit, OptionalDouble.empty(), true, note);
    }

    /** A figure that shall be {@code goal} or more. */
    public static Figure atLeast(String name, double value, String unit, double goal, String note) {
      return new Figure(name, value, unit, OptionalDouble.of(goal), true, note);
    }

    /** A figure that shall be {@code goal} or less. */
    public static Figure atMost(String name, double value, String unit, double goal, String note) {
      return new Figure(name, value, unit, OptionalDouble.of(goal), false, note);
    }

    /** Whether the goal, if there is one, is reached. */
    public boolean reached() {
      return goal.isEmpty()
          || (atLeast ? value >= goal.getAsDouble() : value <= goal.getAsDouble());
    }
  }

  /**
   * Whether what is measured gives the right results.
   *
   * @param note what was compared with what
   */
  public record Gate(String name, boolean passed, String note) {
    public Gate {
      requireNonNull(name, "name is null");
      requireNonNull(note, "note is null");
    }
  }

  /** Adds a check of results. */
  public void add(Gate gate) {
    gates.add(gate);
  }

  /** Adds a figure; each name is used once. */
  public void add(Figure figure) {
    if (figures.stream().anyMatch(other -> other.name().equals(figure.name()))) {
      throw new IllegalArgumentException("measured twice: " + figure.name());
    }
    figures.add(figure);
  }

  /** In the order in which they came. */
  public List<Gate> gates() {
    return List.copyOf(gates);
  }

  /** In the order in which they came. */
  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** Whether all results were right. */
  public boolean passed() {
    return gates.stream().allMatch(Gate::passed);
  }
}
