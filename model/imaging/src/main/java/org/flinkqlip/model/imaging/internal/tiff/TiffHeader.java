// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.tiff;

import java.util.stream.LongStream;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.ImageHeader;
import org.flinkqlip.model.imaging.internal.Orientation;
import org.flinkqlip.model.imaging.internal.Palette;

/**
 * The tags that shape the image, checked against each other.
 *
 * @param samples a pixel, all of {@code bits} bits
 * @param palette of indexed images, else shades of grey that nobody reads
 * @param planar whether each sample has blocks of its own
 * @param reversedBits whether the bits of stored bytes are in reverse order
 * @param differenced whether rows hold differences of neighbours (predictor 2)
 * @param blockWidth columns of a strip or tile
 * @param blockHeight rows of a strip or tile
 * @param tiled whether blocks at the edges are stored whole
 * @param offsets of the blocks
 * @param byteCounts of the blocks; not used for uncompressed ones
 * @param fax the tag Compression of CCITT data, else of no meaning
 * @param faxOptions the tag T4Options or T6Options, likewise
 * @param jpegTables a JPEG stream with the tables that all blocks share; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // compared and printed by nobody
record TiffHeader(
    int width,
    int height,
    int samples,
    int bits,
    TiffColors colors,
    Palette palette,
    boolean littleEndian,
    boolean planar,
    boolean reversedBits,
    boolean differenced,
    TiffCompression compression,
    int blockWidth,
    int blockHeight,
    boolean tiled,
    long[] offsets,
    long[] byteCounts,
    int fax,
    int faxOptions,
    byte[] jpegTables,
    Orientation orientation)
    implements ImageHeader {

  private static final int MAX_SAMPLES = 6;

  /** Pixels of all tiles of a small image: those of a large one may be four times its own. */
  private static final long MAX_TILED_PIXELS = 1 << 22;

  /** More than the smallest tiles of the largest image; their places are in memory. */
  private static final long MAX_BLOCKS = 1 << 21;

  /** As many strips as the highest image has rows: a reader of the JDK's is made for each. */
  private static final long MAX_CCITT_BLOCKS = 1 << 15;

  /** Bytes of a block, all planes together: an image of four samples in one strip. */
  private static final long MAX_BLOCK_BYTES = 1 << 28;

  /** Far more than all tables of a JPEG take; every block is read with them. */
  private static final long MAX_JPEG_TABLE_BYTES = 1 << 13;

  /** Edges of tiles are multiples of this. */
  private static final int TILE_STEP = 16;

  static TiffHeader read(ImageBytes in) throws ImageRejectedException {
    TiffDirectory tags = new TiffDirectory(in);
    int width = edge(in, tags, TiffTag.IMAGE_WIDTH);
    int height = edge(in, tags, TiffTag.IMAGE_LENGTH);
    int method = tags.intValue(TiffTag.COMPRESSION, 1);
    TiffCompression compression = TiffCompression.of(in, method);
    int photometric = tags.intValue(TiffTag.PHOTOMETRIC_INTERPRETATION, 0);
    int samples = tags.intValue(TiffTag.SAMPLES_PER_PIXEL, 1);
    if (samples < 1 || samples > MAX_SAMPLES) {
      throw in.unsupported(samples + " samples a pixel");
    }
    int bits = common(in, tags, TiffTag.BITS_PER_SAMPLE, "bits a sample");
    int format = common(in, tags, TiffTag.SAMPLE_FORMAT, "sample format");
    TiffColors colors =
        TiffColors.of(
            in, photometric, samples, bits, format, tags.intValue(TiffTag.EXTRA_SAMPLES, -1));
    boolean planar = samples > 1 && tags.intValue(TiffTag.PLANAR_CONFIGURATION, 1) == 2;
    int predictor = compression.canBeDifferenced() ? tags.intValue(TiffTag.PREDICTOR, 1) : 1;
    checkCombination(in, colors, compression, planar, bits, predictor);

    boolean tiled = isTiled(in, tags, compression, width, height, samples);
    int blockWidth = tiled ? edge(in, tags, TiffTag.TILE_WIDTH) : width;
    int blockHeight = tiled ? edge(in, tags, TiffTag.TILE_LENGTH) : rowsPerStrip(tags, height);
    long blocks = steps(width, blockWidth) * steps(height, blockHeight) * (planar ? samples : 1);
    checkBlockSize(in, compression, tiled, width, height, blockWidth, blockHeight, blocks);
    double blockBytes = (double) blockWidth * blockHeight * samples * bits / 8;
    if (blockBytes > MAX_BLOCK_BYTES && (long) width * height <= Integer.MAX_VALUE) {
      throw in.unsupported("a block of %.0f bytes".formatted(blockBytes));
    }
    long[] offsets = places(tags, tiled, TiffTag.TILE_OFFSETS, TiffTag.STRIP_OFFSETS, blocks);
    if (offsets.length < blocks) {
      throw in.corrupt(offsets.length + " blocks of " + blocks);
    }
    long[] byteCounts =
        places(tags, tiled, TiffTag.TILE_BYTE_COUNTS, TiffTag.STRIP_BYTE_COUNTS, blocks);
    boolean single = blocks == (planar ? samples : 1);
    if (compression == TiffCompression.NONE) {
      byteCounts = new long[0]; // blocks are as long as their pixels
    } else if (single && (byteCounts.length == 0 || (blocks == 1 && byteCounts[0] == 0))) {
      byteCounts = LongStream.of(offsets).map(offset -> in.length() - offset).toArray();
    } else {
      checkByteCounts(in, blocks, byteCounts);
    }
    return new TiffHeader(
        width,
        height,
        samples,
        bits,
        colors,
        colors == TiffColors.INDEXED ? palette(in, tags, bits) : new Palette(),
        tags.littleEndian(),
        planar,
        tags.intValue(TiffTag.FILL_ORDER, 1) == 2,
        predictor == 2,
        compression,
        blockWidth,
        blockHeight,
        tiled,
        offsets,
        byteCounts,
        method,
        tags.intValue(method == 4 ? TiffTag.T6_OPTIONS : TiffTag.T4_OPTIONS, 0),
        jpegTables(in, tags),
        Orientation.ofTag(
            tags.isNumber(TiffTag.ORIENTATION) ? tags.intValue(TiffTag.ORIENTATION, 1) : 1));
  }

  /** Blocks in a row of blocks. */
  int columns() {
    return (int) steps(width, blockWidth);
  }

  /** Rows of blocks. */
  int rows() {
    return (int) steps(height, blockHeight);
  }

  /** Tiles reach beyond the image, where they are decoded for nothing. */
  private static void checkBlockSize(
      ImageBytes in,
      TiffCompression compression,
      boolean tiled,
      int width,
      int height,
      int blockWidth,
      int blockHeight,
      long blocks)
      throws ImageRejectedException {
    boolean aligned = blockWidth % TILE_STEP == 0 && blockHeight % TILE_STEP == 0;
    long columns = steps(width, blockWidth);
    long rows = steps(height, blockHeight);
    double tiledPixels = (double) columns * rows * blockWidth * blockHeight;
    double mostPixels = Math.max(MAX_TILED_PIXELS, 4.0 * width * height);
    if (tiled && (!aligned || tiledPixels > mostPixels)) {
      throw in.unsupported("a tile of " + blockWidth + " x " + blockHeight);
    }
    if (blocks > (compression == TiffCompression.CCITT ? MAX_CCITT_BLOCKS : MAX_BLOCKS)) {
      throw in.unsupported("an image of " + blocks + " blocks");
    }
  }

  private static byte[] jpegTables(ImageBytes in, TiffDirectory tags)
      throws ImageRejectedException {
    long bytes = tags.count(TiffTag.JPEG_TABLES);
    if (bytes > MAX_JPEG_TABLE_BYTES) {
      throw in.unsupported("JPEG tables of " + bytes + " bytes");
    }
    return tags.bytes(TiffTag.JPEG_TABLES);
  }

  /**
   * Whether blocks are tiles. Files by SGI keep the places of their tiles in the tags of strips.
   * Uncompressed ones, which Pillow takes for strips, are known by the number of places.
   */
  private static boolean isTiled(
      ImageBytes in,
      TiffDirectory tags,
      TiffCompression compression,
      int width,
      int height,
      int samples)
      throws ImageRejectedException {
    boolean edges = tags.has(TiffTag.TILE_WIDTH) || tags.has(TiffTag.TILE_LENGTH);
    if (compression != TiffCompression.NONE) {
      return edges;
    }
    if (!edges || !tags.has(TiffTag.STRIP_OFFSETS)) {
      return tags.has(TiffTag.TILE_OFFSETS);
    }
    long planes = tags.intValue(TiffTag.PLANAR_CONFIGURATION, 1) == 2 ? samples : 1;
    long strips = steps(height, rowsPerStrip(tags, height)) * planes;
    long tiles =
        steps(width, edge(in, tags, TiffTag.TILE_WIDTH))
            * steps(height, edge(in, tags, TiffTag.TILE_LENGTH))
            * planes;
    long places = tags.count(TiffTag.STRIP_OFFSETS);
    return !tags.has(TiffTag.TILE_OFFSETS) && places != strips && places == tiles;
  }

  private static int rowsPerStrip(TiffDirectory tags, int height) throws ImageRejectedException {
    return (int) Math.min(Math.max(tags.value(TiffTag.ROWS_PER_STRIP, height), 1), height);
  }

  /** The values of the tag that is the right one, else of the other one. */
  private static long[] places(
      TiffDirectory tags, boolean tiled, int ofTiles, int ofStrips, long blocks)
      throws ImageRejectedException {
    int right = tiled ? ofTiles : ofStrips;
    return tags.values(tags.has(right) ? right : tiled ? ofStrips : ofTiles, blocks);
  }

  /** Blocks that share bytes could make a small file cost a large one's work. */
  private static void checkByteCounts(ImageBytes in, long blocks, long[] byteCounts)
      throws ImageRejectedException {
    if (byteCounts.length < blocks) {
      throw in.corrupt("the lengths of " + byteCounts.length + " blocks of " + blocks);
    }
    if (LongStream.of(byteCounts).sum() > in.length()) {
      throw in.truncated();
    }
  }

  private static void checkCombination(
      ImageBytes in,
      TiffColors colors,
      TiffCompression compression,
      boolean planar,
      int bits,
      int predictor)
      throws ImageRejectedException {
    boolean jpeg = compression == TiffCompression.JPEG;
    if (colors == TiffColors.YCBCR && !jpeg) {
      throw in.unsupported("YCbCr without JPEG compression");
    }
    if (jpeg && (planar || bits != 8)) {
      throw in.unsupported("JPEG compression of planes or of " + bits + " bits a sample");
    }
    if (compression == TiffCompression.CCITT && bits != 1) {
      throw in.unsupported("CCITT compression of " + bits + " bits a sample");
    }
    if (predictor != 1 && (predictor != 2 || bits % 8 != 0)) {
      throw in.unsupported("predictor " + predictor + " with " + bits + " bits a sample");
    }
  }

  private static long steps(int size, int step) {
    return ((long) size + step - 1) / step;
  }

  private static int edge(ImageBytes in, TiffDirectory tags, int tag)
      throws ImageRejectedException {
    int value = tags.intValue(tag, 0);
    if (value < 1) {
      throw in.corrupt("no size in tag " + tag);
    }
    return value;
  }

  /** A tag with a value for each sample, which must all be the same. */
  private static int common(ImageBytes in, TiffDirectory tags, int tag, String name)
      throws ImageRejectedException {
    long[] values = tags.values(tag, MAX_SAMPLES);
    for (long value : values) {
      if (value != values[0]) {
        throw in.unsupported("different " + name);
      }
    }
    return values.length == 0 ? 1 : (int) values[0];
  }

  private static Palette palette(ImageBytes in, TiffDirectory tags, int bits)
      throws ImageRejectedException {
    long[] map = tags.values(TiffTag.COLOR_MAP, 3 * 256);
    int colors = map.length / 3;
    if (colors < 1 << bits) {
      throw in.corrupt("a colour map of " + map.length + " values");
    }
    Palette palette = new Palette();
    for (int i = 0; i < colors; i++) {
      palette.set(i, (int) map[i] >> 8, (int) map[colors + i] >> 8, (int) map[2 * colors + i] >> 8);
    }
    return palette;
  }
}
