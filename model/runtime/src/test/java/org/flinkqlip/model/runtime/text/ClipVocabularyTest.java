// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipVocabularyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @BeforeEach
  void copyVocabulary() throws IOException {
    for (String file : new String[] {ClipVocabulary.VOCAB, ClipVocabulary.MERGES}) {
      Files.copy(SmallVocabulary.DIRECTORY.resolve(file), directory.resolve(file));
    }
  }

  @Test
  void knowsItsSizeAndSpecialTokens() throws Exception {
    ClipVocabulary vocabulary = ClipVocabulary.open(directory);

    assertThat(vocabulary.size()).isEqualTo(526);
    assertThat(vocabulary.startOfText()).isEqualTo(524);
    assertThat(vocabulary.endOfText()).isEqualTo(525);
    vocabulary.checkFits(526);
    assertThatThrownBy(() -> vocabulary.checkFits(525))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("vocab.json")
        .hasMessageContaining("ids up to 525")
        .hasMessageContaining("knows 525");
  }

  @Test
  void opensTheTokenizerWhereTheOlderFilesAreNotBothThere() throws Exception {
    Files.delete(directory.resolve(ClipVocabulary.MERGES));
    Files.copy(
        SmallVocabulary.DIRECTORY.resolve(ClipVocabulary.TOKENIZER),
        directory.resolve(ClipVocabulary.TOKENIZER));

    assertThat(ClipVocabulary.open(directory).size()).isEqualTo(526);
  }

  @Test
  void aFolderWithoutAVocabularySaysWhatToPutThere() throws Exception {
    Files.delete(directory.resolve(ClipVocabulary.MERGES));

    assertRefused(directory.toString(), "put vocab.json and merges.txt, or tokenizer.json, there");
  }

  @Test
  void idsMayLeaveGaps() throws Exception {
    editVocab(tokens -> tokens.put("rare", 1000));

    assertThat(ClipVocabulary.open(directory).size()).isEqualTo(1001);
  }

  @Test
  void windowsLineEndsAndAMissingVersionAreRead() throws Exception {
    editMerges(text -> text.replace("#version: 0.2\n", "").replace("\n", "\r\n") + "\r\n");

    assertThat(new ClipTokenizer(ClipVocabulary.open(directory), 9).encode("the"))
        .containsExactly(524, 513, 525);
  }

  @Test
  void aNewPairOfLowerRankWaitsForTheRestOfTheRankAtHand() throws Exception {
    editVocab(tokens -> tokens.put("aaa", 600));
    editMerges(text -> text.replace("a a\n", "aa a\na a\n"));
    ClipTokenizer tokenizer = new ClipTokenizer(ClipVocabulary.open(directory), 9);

    // First every "a a" of "aaaa": aa + aa; "aa a" comes too late for it.
    assertThat(tokenizer.encode("aaaab")).containsExactly(524, 520, 256 + 'b', 525);
    assertThat(tokenizer.encode("aaab")).containsExactly(524, 600, 256 + 'b', 525);
  }

  @Test
  void sharedIdsAreNamed() throws Exception {
    editVocab(tokens -> tokens.put("cat</w>", 513));
    assertRefused("vocab.json", "'the</w>'", "'cat</w>'", "the same id 513");
  }

  @Test
  void tokensThatAreThereTwiceAreNamed() throws Exception {
    editText(ClipVocabulary.VOCAB, text -> text.replaceFirst("\\{", "{\"ca\": 7, "));
    assertRefused("vocab.json", "is no JSON", "Duplicate field 'ca'");
  }

  @Test
  void idsThatAreNoneAreNamed() throws Exception {
    editVocab(tokens -> tokens.put("cat</w>", -1));
    assertRefused("vocab.json", "token 'cat</w>' has the id '-1'");
    editVocab(tokens -> tokens.put("cat</w>", "515"));
    assertRefused("vocab.json", "has the id '\"515\"'");
    editVocab(tokens -> tokens.put("cat</w>", ClipVocabulary.MAX_SIZE));
    assertRefused("vocab.json", "expected an integer in [0, 1048576)");
  }

  @Test
  void missingBytesAndSpecialTokensAreNamed() throws Exception {
    editVocab(tokens -> tokens.remove("q</w>"));
    assertRefused("vocab.json", "lacks the token 'q</w>'");
    editVocab(tokens -> tokens.remove("<|endoftext|>"));
    assertRefused("vocab.json", "lacks the token '<|endoftext|>'");
  }

  @Test
  void mergesOfUnknownTokensAreNamed() throws Exception {
    editMerges(text -> text + "do g</w>\n");
    assertRefused("merges.txt", "merge 13 needs the token 'do', which");
  }

  @Test
  void mergesIntoUnknownTokensAreNamed() throws Exception {
    editMerges(text -> text + "the</w> ca\n");
    assertRefused("merges.txt", "merge 13 needs the token 'the</w>ca'");
  }

  @Test
  void malformedMergesAreNamed() throws Exception {
    editMerges(text -> text.replace("c a\n", "c a t\n"));
    assertRefused("merges.txt", "merge 3 is 'c a t', expected two tokens");
    editMerges(text -> text.replace("c a t\n", "\n"));
    assertRefused("merges.txt", "merge 3 is ''");
    editMerges(text -> "x".repeat(1000) + "\n" + text);
    assertRefused("merges.txt", "merge 1 is 'xxx", "(1000 characters)");
  }

  @Test
  void mergesThatAreThereTwiceAreNamed() throws Exception {
    editMerges(text -> text + "t h\n");
    assertRefused("merges.txt", "merge 13 ('t' and 'h') is there twice");
  }

  @Test
  void malformedFilesAreNamed() throws Exception {
    editText(ClipVocabulary.VOCAB, text -> text.substring(0, 100));
    assertRefused("vocab.json", "is no JSON");
    editText(ClipVocabulary.VOCAB, text -> "{} {}");
    assertRefused("vocab.json", "is no JSON");
    editText(ClipVocabulary.VOCAB, text -> "[]");
    assertRefused("vocab.json", "has no JSON object of ids by token");
    Files.write(directory.resolve(ClipVocabulary.VOCAB), new byte[0]);
    assertRefused("vocab.json", "has no JSON object of ids by token");
    Files.write(directory.resolve(ClipVocabulary.VOCAB), new byte[] {'{', (byte) 0xff});
    assertRefused("vocab.json", "is no UTF-8 text");
  }

  @Test
  void filesOfAbsurdSizeAreNotRead() throws Exception {
    Path file = directory.resolve(ClipVocabulary.VOCAB);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(VocabularyFiles.MAX_BYTES + 1);
    }
    assertRefused("vocab.json", "has 67108865 bytes");
  }

  @Test
  void tokenizersOfOtherKindsAreNamed() throws Exception {
    assertTokenizerRefused(
        root -> model(root).put("type", "Unigram"), "model.type is '\"Unigram\"'");
    assertTokenizerRefused(
        root -> model(root).putNull("end_of_word_suffix"),
        "model.end_of_word_suffix is 'null'; CLIP's tokenizer has '</w>'");
    assertTokenizerRefused(
        root -> model(root).put("continuing_subword_prefix", "##"), "continuing_subword_prefix");
    assertTokenizerRefused(root -> model(root).remove("merges"), "lacks model.vocab");
    assertTokenizerRefused(root -> root.remove("model"), "lacks model.vocab", "end_of_word_suffix");
    assertTokenizerRefused(
        root -> model(root).withArrayProperty("merges").addArray().add("c"),
        "merge 13 is '[\"c\"]', expected two tokens");
    assertTokenizerRefused(
        root -> model(root).withObjectProperty("vocab").put("<|endoftext|>", 7000),
        "gives '<|endoftext|>' the id 525, model.vocab 7000");
    assertTokenizerRefused(
        root -> root.withArrayProperty("added_tokens").addObject().put("id", 3),
        "expected an object with content and id");
  }

  private static ObjectNode model(ObjectNode root) {
    return root.withObjectProperty("model");
  }

  private void assertTokenizerRefused(Consumer<ObjectNode> change, String... anyOf)
      throws IOException {
    Path file = directory.resolve(ClipVocabulary.TOKENIZER);
    Files.copy(
        SmallVocabulary.DIRECTORY.resolve(ClipVocabulary.TOKENIZER),
        file,
        StandardCopyOption.REPLACE_EXISTING);
    edit(ClipVocabulary.TOKENIZER, change);
    assertThatThrownBy(() -> ClipVocabulary.readTokenizer(file))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("tokenizer.json")
        .satisfies(
            error ->
                assertThat(anyOf).anySatisfy(part -> assertThat(error).hasMessageContaining(part)));
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> ClipVocabulary.open(directory))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContainingAll(parts);
  }

  private void editVocab(Consumer<ObjectNode> change) throws IOException {
    edit(ClipVocabulary.VOCAB, change);
  }

  private void edit(String file, Consumer<ObjectNode> change) throws IOException {
    Path path = directory.resolve(file);
    ObjectNode root = (ObjectNode) JSON.readTree(path.toFile());
    change.accept(root);
    JSON.writeValue(path.toFile(), root);
  }

  private void editMerges(UnaryOperator<String> change) throws IOException {
    editText(ClipVocabulary.MERGES, change);
  }

  private void editText(String file, UnaryOperator<String> change) throws IOException {
    Path path = directory.resolve(file);
    String text = Files.readString(path, StandardCharsets.UTF_8);
    Files.writeString(path, change.apply(text));
  }
}
