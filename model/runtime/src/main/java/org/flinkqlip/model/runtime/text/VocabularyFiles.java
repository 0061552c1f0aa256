// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the files of a vocabulary hold, well-formed and of bounded size, but not yet checked for
 * sense.
 *
 * @param tokensFile where the tokens come from, for messages
 * @param tokens ids by token
 * @param mergesFile where the merges come from, for messages
 * @param merges in order of rank
 */
record VocabularyFiles(
    Path tokensFile, Map<String, Integer> tokens, Path mergesFile, List<Pair> merges) {
  /** CLIP's largest file has 2 MB. */
  static final long MAX_BYTES = 64L << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final int QUOTED_LENGTH = 64;

  /** Two tokens that may become one. */
  record Pair(String left, String right) {
    static Pair parse(String text, Path file, int number) throws VocabularyException {
      int space = text.indexOf(' ');
      if (space < 1 || space == text.length() - 1 || text.indexOf(' ', space + 1) >= 0) {
        throw new VocabularyException(
            "[%s] merge %d is %s, expected two tokens with a space between"
                .formatted(file, number, quote(text)));
      }
      return new Pair(text.substring(0, space), text.substring(space + 1));
    }
  }

  /** The older layout: a JSON object of ids by token, and a line per merge. */
  static VocabularyFiles read(Path vocab, Path merges) throws IOException, VocabularyException {
    return new VocabularyFiles(vocab, tokens(vocab, json(vocab), "token"), merges, lines(merges));
  }

  /** The layout of Hugging Face's tokenizers. */
  static VocabularyFiles read(Path tokenizer) throws IOException, VocabularyException {
    JsonNode root = json(tokenizer);
    JsonNode model = root.path("model");
    expect(tokenizer, model, "type", "BPE", "BPE");
    expect(tokenizer, model, "end_of_word_suffix", "", ByteSymbols.END_OF_WORD);
    expect(tokenizer, model, "continuing_subword_prefix", "", "");
    if (!model.has("vocab") || !model.path("merges").isArray()) {
      throw new VocabularyException(
          "[%s] lacks model.vocab or the list model.merges".formatted(tokenizer));
    }
    Map<String, Integer> tokens = tokens(tokenizer, model.path("vocab"), "model.vocab token");
    addTo(tokens, tokenizer, root.path("added_tokens"));
    List<Pair> merges = new ArrayList<>();
    for (JsonNode merge : model.path("merges")) {
      merges.add(pair(tokenizer, merge, merges.size() + 1));
    }
    return new VocabularyFiles(tokenizer, tokens, tokenizer, merges);
  }

  private static void expect(Path file, JsonNode model, String key, String unset, String only)
      throws VocabularyException {
    JsonNode value = model.path(key);
    String text = value.isMissingNode() || value.isNull() ? unset : value.textValue();
    if (!only.equals(text)) {
      throw new VocabularyException(
          "[%s] model.%s is %s; CLIP's tokenizer has '%s'"
              .formatted(file, key, quote(value.toString()), only));
    }
  }

  /** Special tokens may stand outside of the vocabulary proper. */
  private static void addTo(Map<String, Integer> tokens, Path file, JsonNode added)
      throws VocabularyException {
    for (JsonNode token : added) {
      String content = token.path("content").textValue();
      if (content == null) {
        throw new VocabularyException(
            "[%s] added_tokens has %s, expected an object with content and id"
                .formatted(file, quote(token.toString())));
      }
      int id = id(file, "added_tokens token", content, token.path("id"));
      Integer known = tokens.putIfAbsent(content, id);
      if (known != null && known != id) {
        throw new VocabularyException(
            "[%s] added_tokens gives %s the id %d, model.vocab %d"
                .formatted(file, quote(content), id, known));
      }
    }
  }

  private static Pair pair(Path file, JsonNode merge, int number) throws VocabularyException {
    if (merge.isTextual()) {
      return Pair.parse(merge.textValue(), file, number);
    }
    if (merge.size() != 2 || !merge.path(0).isTextual() || !merge.path(1).isTextual()) {
      throw new VocabularyException(
          "[%s] merge %d is %s, expected two tokens"
              .formatted(file, number, quote(merge.toString())));
    }
    return new Pair(merge.path(0).textValue(), merge.path(1).textValue());
  }

  private static Map<String, Integer> tokens(Path file, JsonNode object, String what)
      throws VocabularyException {
    if (!object.isObject()) {
      throw new VocabularyException(
          "[%s] has no JSON object of ids by token where it should".formatted(file));
    }
    Map<String, Integer> tokens = new HashMap<>();
    for (Map.Entry<String, JsonNode> token : object.properties()) {
      tokens.put(token.getKey(), id(file, what, token.getKey(), token.getValue()));
    }
    return tokens;
  }

  private static int id(Path file, String what, String token, JsonNode id)
      throws VocabularyException {
    if (!id.isIntegralNumber()
        || !id.canConvertToInt()
        || id.intValue() < 0
        || id.intValue() >= ClipVocabulary.MAX_SIZE) {
      throw new VocabularyException(
          "[%s] %s %s has the id %s, expected an integer in [0, %d)"
              .formatted(file, what, quote(token), quote(id.toString()), ClipVocabulary.MAX_SIZE));
    }
    return id.intValue();
  }

  private static List<Pair> lines(Path file) throws IOException, VocabularyException {
    List<String> lines = text(file).lines().toList();
    int first = !lines.isEmpty() && lines.get(0).startsWith("#version") ? 1 : 0;
    int last = lines.size();
    while (last > first && lines.get(last - 1).isEmpty()) {
      last--;
    }
    List<Pair> merges = new ArrayList<>();
    for (String line : lines.subList(first, last)) {
      merges.add(Pair.parse(line, file, merges.size() + 1));
    }
    return merges;
  }

  private static JsonNode json(Path file) throws IOException, VocabularyException {
    try {
      return JSON.readTree(text(file));
    } catch (JacksonException e) {
      throw new VocabularyException("[%s] is no JSON: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String text(Path file) throws IOException, VocabularyException {
    if (!Files.isRegularFile(file)) {
      throw new VocabularyException("[%s] is not there".formatted(file));
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new VocabularyException(
          "[%s] has %d bytes; a vocabulary has at most %d"
              .formatted(file, Files.size(file), MAX_BYTES));
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new VocabularyException("[%s] is no UTF-8 text".formatted(file), e);
    }
  }

  /** A text of a file for a message: files are not trusted to be short. */
  static String quote(String text) {
    return text.length() <= QUOTED_LENGTH
        ? "'" + text + "'"
        : "'%s...' (%d characters)".formatted(text.substring(0, QUOTED_LENGTH), text.length());
  }
}
