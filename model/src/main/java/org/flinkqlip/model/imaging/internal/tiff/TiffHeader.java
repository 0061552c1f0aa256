package org.flinkqlip.model.imaging.internal.tiff;

import java.util.stream.LongStream;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Orientation;
import org.flinkqlip.model.imaging.internal.Palette;

/**
 * The tags that shape the image, checked against each other.
 *
 * @param samples a pixel, all of {@code bits} bits
 * @param palette of indexed images, else null
 * @param planar whether each sample has blocks of its own
 * @param reversedBits whether the bits of stored bytes are in reverse order
 * @param differenced whether rows hold differences of neighbours (predictor 2)
 * @param blockWidth columns of a strip or tile
 * @param blockHeight rows of a strip or tile
 * @param tiled whether blocks at the edges are stored whole
 * @param offsets of the blocks
 * @param byteCounts of the blocks; not used for uncompressed ones
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
    byte[] jpegTables,
    Orientation orientation) {

  private static final int MAX_SAMPLES = 6;

  /** Pixels of all tiles of a small image: those of a large one may be four times its own. */
  private static final long MAX_TILED_PIXELS = 1 << 22;

  /** More than the smallest tiles of the largest image; their places are in memory. */
  private static final long MAX_BLOCKS = 1 << 21;

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
    TiffCompression compression = TiffCompression.of(in, tags.intValue(TiffTag.COMPRESSION, 1));
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

    boolean tiled = tags.has(TiffTag.TILE_OFFSETS) && !tags.has(TiffTag.STRIP_OFFSETS);
    int blockWidth = tiled ? edge(in, tags, TiffTag.TILE_WIDTH) : width;
    int blockHeight =
        tiled
            ? edge(in, tags, TiffTag.TILE_LENGTH)
            : (int) Math.min(Math.max(tags.value(TiffTag.ROWS_PER_STRIP, height), 1), height);
    long blocks = steps(width, blockWidth) * steps(height, blockHeight) * (planar ? samples : 1);
    checkBlockSize(in, tiled, width, height, blockWidth, blockHeight, blocks);
    double blockBytes = (double) blockWidth * blockHeight * samples * bits / 8;
    if (blockBytes > MAX_BLOCK_BYTES && (long) width * height <= Integer.MAX_VALUE) {
      throw in.unsupported("a block of %.0f bytes".formatted(blockBytes));
    }
    long[] offsets = tags.values(tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS, blocks);
    long[] byteCounts =
        tags.values(tiled ? TiffTag.TILE_BYTE_COUNTS : TiffTag.STRIP_BYTE_COUNTS, blocks);
    checkBlocks(in, blocks, offsets, byteCounts, compression);
    return new TiffHeader(
        width,
        height,
        samples,
        bits,
        colors,
        colors == TiffColors.INDEXED ? palette(in, tags, bits) : null,
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
        jpegTables(in, tags),
        Orientation.ofTag(tags.intValue(TiffTag.ORIENTATION, 1)));
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
    if (blocks > MAX_BLOCKS) {
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

  /** Blocks that share bytes could make a small file cost a large one's work. */
  private static void checkBlocks(
      ImageBytes in, long blocks, long[] offsets, long[] byteCounts, TiffCompression compression)
      throws ImageRejectedException {
    if (offsets.length < blocks) {
      throw in.corrupt(offsets.length + " blocks of " + blocks);
    }
    if (compression == TiffCompression.NONE) {
      return; // as long as their pixels
    }
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
    if (predictor != 1 && (predictor != 2 || bits < 8)) {
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
