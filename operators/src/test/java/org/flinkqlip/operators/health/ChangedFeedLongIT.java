// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ChangedFeedTest} with more scenes, for {@code mvn verify -Plong}. */
class ChangedFeedLongIT extends ChangedFeedTest {

  @Override
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void scenesThatTheModelKnowsCrossNoThreshold(long seed) throws Exception {
    super.scenesThatTheModelKnowsCrossNoThreshold(seed);
  }

  @Override
  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void aFeedThatChangesShowsWithinAWindow(long seed) throws Exception {
    super.aFeedThatChangesShowsWithinAWindow(seed);
  }
}
