// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CLIP's byte-pair vocabulary: ids of the 256 bytes, once within a word and once at its end, of
 * what merges make of them, and of the two special tokens. Immutable.
 *
 * <p>Files are not trusted. A vocabulary that was read gives every text an id, since no byte is
 * missing, and never one outside of [0, {@link #size}). Ids may leave gaps: they are rows of the
 * embedding table that no text uses.
 */
public final class ClipVocabulary {
  public static final String VOCAB = "vocab.json";
  public static final String MERGES = "merges.txt";
  public static final String TOKENIZER = "tokenizer.json";

  public static final String START_OF_TEXT = "<|startoftext|>";
  public static final String END_OF_TEXT = "<|endoftext|>";

  /** Bound of ids and of the number of merges; CLIP has 49,408 ids. */
  public static final int MAX_SIZE = 1 << 20;

  private final Path file;
  private final int size;
  private final int startOfText;
  private final int endOfText;
  private final int[] bytes = new int[256];
  private final int[] lastBytes = new int[256];
  private final Map<Long, Merge> merges = new HashMap<>();

  /**
   * Two neighbours that become one.
   *
   * @param rank merges of lower rank come first
   * @param id of the result
   */
  record Merge(int rank, int id) {}

  private ClipVocabulary(VocabularyFiles files) throws VocabularyException {
    this.file = files.tokensFile();
    this.size = checkDistinct(files.tokens());
    this.startOfText = id(files.tokens(), START_OF_TEXT);
    this.endOfText = id(files.tokens(), END_OF_TEXT);
    for (int value = 0; value < 256; value++) {
      String symbol = ByteSymbols.of(value);
      bytes[value] = id(files.tokens(), symbol);
      lastBytes[value] = id(files.tokens(), symbol + ByteSymbols.END_OF_WORD);
    }
    addMerges(files);
  }

  /**
   * Reads {@value #VOCAB} and {@value #MERGES} of {@code directory} or, where they are not both
   * there, {@value #TOKENIZER}.
   *
   * @throws VocabularyException if there is neither, or the files are malformed, too large or
   *     contradict themselves
   */
  public static ClipVocabulary open(Path directory) throws IOException, VocabularyException {
    Path vocab = directory.resolve(VOCAB);
    Path merges = directory.resolve(MERGES);
    if (Files.isRegularFile(vocab) && Files.isRegularFile(merges)) {
      return read(vocab, merges);
    }
    Path tokenizer = directory.resolve(TOKENIZER);
    if (Files.isRegularFile(tokenizer)) {
      return readTokenizer(tokenizer);
    }
    throw new VocabularyException(
        "[%s] has no text vocabulary: put %s and %s, or %s, there"
            .formatted(directory, VOCAB, MERGES, TOKENIZER));
  }

  /**
   * Reads the older layout.
   *
   * @param vocab a JSON object of ids by token
   * @param merges a line per merge, "left right", by rank, after an optional line "#version"
   * @throws VocabularyException if a file is missing, malformed, too large or contradicts the other
   */
  public static ClipVocabulary read(Path vocab, Path merges)
      throws IOException, VocabularyException {
    return new ClipVocabulary(VocabularyFiles.read(vocab, merges));
  }

  /**
   * Reads the layout of Hugging Face's tokenizers: {@code model.vocab}, {@code model.merges} (each
   * "left right" or a pair) and {@code added_tokens}. Its normalizer, pre-tokenizer and
   * post-processor are not read: {@link ClipTokenizer} is CLIP's own.
   *
   * @throws VocabularyException if the file is missing, malformed, too large, contradicts itself or
   *     is of another kind of tokenizer
   */
  public static ClipVocabulary readTokenizer(Path tokenizer)
      throws IOException, VocabularyException {
    return new ClipVocabulary(VocabularyFiles.read(tokenizer));
  }

  private int checkDistinct(Map<String, Integer> tokens) throws VocabularyException {
    Map<Integer, String> byId = new HashMap<>();
    int largest = -1;
    for (Map.Entry<String, Integer> token : tokens.entrySet()) {
      String other = byId.putIfAbsent(token.getValue(), token.getKey());
      if (other != null) {
        throw new VocabularyException(
            "[%s] gives %s and %s the same id %d"
                .formatted(
                    file,
                    VocabularyFiles.quote(token.getKey()),
                    VocabularyFiles.quote(other),
                    token.getValue()));
      }
      largest = Math.max(largest, token.getValue());
    }
    return largest + 1;
  }

  private int id(Map<String, Integer> tokens, String token) throws VocabularyException {
    Integer id = tokens.get(token);
    if (id == null) {
      throw new VocabularyException(
          "[%s] lacks the token '%s', which every CLIP vocabulary has".formatted(file, token));
    }
    return id;
  }

  private void addMerges(VocabularyFiles files) throws VocabularyException {
    if (files.merges().size() > MAX_SIZE) {
      throw new VocabularyException(
          "[%s] has %d merges; at most %d are read"
              .formatted(files.mergesFile(), files.merges().size(), MAX_SIZE));
    }
    for (VocabularyFiles.Pair pair : files.merges()) {
      int rank = merges.size();
      int left = part(files, rank, pair.left());
      int right = part(files, rank, pair.right());
      int result = part(files, rank, pair.left() + pair.right());
      if (merges.putIfAbsent(key(left, right), new Merge(rank, result)) != null) {
        throw new VocabularyException(
            "[%s] merge %d (%s and %s) is there twice"
                .formatted(
                    files.mergesFile(),
                    rank + 1,
                    VocabularyFiles.quote(pair.left()),
                    VocabularyFiles.quote(pair.right())));
      }
    }
  }

  private static int part(VocabularyFiles files, int rank, String token)
      throws VocabularyException {
    Integer id = files.tokens().get(token);
    if (id == null) {
      throw new VocabularyException(
          "[%s] merge %d needs the token %s, which [%s] lacks"
              .formatted(
                  files.mergesFile(), rank + 1, VocabularyFiles.quote(token), files.tokensFile()));
    }
    return id;
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  /** Largest id + 1. */
  public int size() {
    return size;
  }

  /** Id of {@value #START_OF_TEXT}. */
  public int startOfText() {
    return startOfText;
  }

  /** Id of {@value #END_OF_TEXT}. */
  public int endOfText() {
    return endOfText;
  }

  /**
   * Checks that a text tower knows every id.
   *
   * @param modelSize rows of its embedding table
   * @throws VocabularyException if ids go beyond it
   */
  public void checkFits(int modelSize) throws VocabularyException {
    if (size > modelSize) {
      throw new VocabularyException(
          "[%s] has ids up to %d, the model's text tower knows %d: they are not of one checkpoint"
              .formatted(file, size - 1, modelSize));
    }
  }

  /** Id of a byte of a word, before any merge. */
  int byteId(byte value, boolean endsWord) {
    return (endsWord ? lastBytes : bytes)[value & 0xff];
  }

  /** What two neighbours become, or null. */
  @Nullable Merge merge(int left, int right) {
    return merges.get(key(left, right));
  }
}
