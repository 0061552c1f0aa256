// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.jmh;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.flinkqlip.lab.datasets.scenes.ScenePainter;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.text.ClipTokenizer;
import org.flinkqlip.model.runtime.text.ClipVocabulary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 64 captions to ids of the default model's vocabulary. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenizerBenchmark {
  private static final int TEXTS = 64;
  private static final long SEED = 7;

  private List<String> texts;
  private ClipTokenizer tokenizer;

  /** Reads the vocabulary and compares the ids with those of merges made one by one. */
  @Setup
  public void prepare() throws IOException, BundleException {
    ModelBundle bundle = DefaultModel.open();
    ClipVocabulary vocabulary = bundle.vocabulary().orElseThrow();
    tokenizer = new ClipTokenizer(vocabulary, bundle.manifest().text().contextLength());
    Scenes scenes = new Scenes(ScenePainter.LEAST_SIZE, SEED, SceneSplit.HELD_OUT);
    texts = LongStream.range(0, TEXTS).mapToObj(scenes::caption).toList();
    ReferenceTokenizer reference =
        new ReferenceTokenizer(
            bundle.file(ClipVocabulary.VOCAB), bundle.file(ClipVocabulary.MERGES));
    for (String text : texts) {
      Reference.require(
          Arrays.equals(tokenizer.encode(text), reference.encode(text)),
          "ClipTokenizer",
          "ReferenceTokenizer");
    }
  }

  /** Tokenizes all texts; their words are known after the first time, as in a stream. */
  @Benchmark
  public int tokenize() {
    int ids = 0;
    for (String text : texts) {
      ids += tokenizer.encode(text).length;
    }
    return ids;
  }
}
