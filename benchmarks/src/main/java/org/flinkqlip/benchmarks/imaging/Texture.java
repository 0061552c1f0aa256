// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

/**
 * Detail as photographs have it, coarse and fine: octaves of value noise, each finer one half as
 * wide and weaker. Only exact arithmetic is used, so that pictures are equal everywhere.
 */
final class Texture {
  private static final int COARSEST = 64;
  private static final float FALLOFF = 0.7f;

  private final long seed;

  Texture(long seed) {
    this.seed = seed;
  }

  /** Values of about -1 to 1, row-major [height, width]. */
  float[] values(int width, int height) {
    float[] values = new float[width * height];
    float strength = 1 - FALLOFF;
    for (int cell = COARSEST; cell >= 1; cell /= 2, strength *= FALLOFF) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          values[y * width + x] += strength * smooth(x, y, cell);
        }
      }
    }
    return values;
  }

  /** Between the lattice points around a pixel, bilinear. */
  private float smooth(int x, int y, int cell) {
    int column = x / cell;
    int row = y / cell;
    float right = (float) (x % cell) / cell;
    float down = (float) (y % cell) / cell;
    float upper = lattice(column, row, cell) * (1 - right) + lattice(column + 1, row, cell) * right;
    float lower =
        lattice(column, row + 1, cell) * (1 - right) + lattice(column + 1, row + 1, cell) * right;
    return upper * (1 - down) + lower * down;
  }

  /** A hash of the point, -1 to 1. */
  private float lattice(int column, int row, int cell) {
    long bits = seed + 0x9e3779b97f4a7c15L * ((((long) row << 24) + column) * 127 + cell);
    bits = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ bits >>> 27) * 0x94d049bb133111ebL;
    return (float) ((bits ^ bits >>> 31) >> 40) / (1 << 23);
  }
}
