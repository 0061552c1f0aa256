// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.operators.fetch.FetchPolicy;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.operators.testing.OneByOne;
import org.flinkqlip.schemas.ImageEvent;

/** The operator of images with a real model and the real fetcher, and events for it. */
final class FetchingOperator {
  private static final int MAX_FETCHED = 1 << 20;

  private FetchingOperator() {}

  /**
   * Opens one.
   *
   * @param model an empty folder, or one with its model
   */
  static OneByOne<ImageEvent> open(Path model, FetchPolicy policy) throws Exception {
    if (!model.toFile().exists()) {
      GoldenBundle.export(model);
    }
    TokenizeOptions options =
        new TokenizeOptions(
            OneByOne.options(model.toString()),
            TokenizeOptionsTest.TOPICS,
            ImageLimits.DEFAULT,
            false);
    return new OneByOne<>(
        TokenizeOperator.factory(options, policy), ImageEvent.class, options.topics().size());
  }

  /**
   * Fetches of at most a megabyte.
   *
   * @param hosts that may be asked
   * @param privateHosts those of them whose addresses may be private
   * @param whole time of one fetch
   * @param step time of each step of it
   */
  static FetchPolicy policy(
      List<String> hosts,
      List<String> paths,
      List<String> privateHosts,
      Duration whole,
      Duration step,
      int redirects) {
    return new FetchPolicy(
        List.of("file", "http", "https"),
        hosts,
        paths,
        privateHosts,
        MAX_FETCHED,
        whole,
        step,
        step,
        whole,
        redirects,
        0,
        Duration.ofMillis(10));
  }

  static ImageEvent inline(String id, byte[] content) {
    return event(id).setContent(ByteBuffer.wrap(content)).build();
  }

  static ImageEvent byUri(String uri) {
    return event("by-uri").setUri(uri).build();
  }

  static ImageEvent.Builder event(String id) {
    return ImageEvent.newBuilder().setImageId(id).setAttributes(Map.of());
  }
}
