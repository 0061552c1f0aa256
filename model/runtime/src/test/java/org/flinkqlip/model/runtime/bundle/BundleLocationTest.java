// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BundleLocationTest {
  @Test
  void aPathIsADirectoryHere() {
    assertThat(BundleLocation.local("bundles/b16")).contains(Path.of("bundles/b16"));
    assertThat(BundleLocation.local("/models/a:b")).contains(Path.of("/models/a:b"));
  }

  @Test
  void aFileUriIsTheDirectoryThatItNames() {
    assertThat(BundleLocation.local("file:///models/b%20c")).contains(Path.of("/models/b c"));
  }

  @Test
  void otherUrisAreElsewhere() {
    assertThat(BundleLocation.local("s3://models/b16")).isEmpty();
    assertThat(BundleLocation.local("hdfs:/models/b16")).isEmpty();
  }

  @Test
  void aSingleLetterIsNoScheme() {
    assertThat(BundleLocation.local("c:models")).contains(Path.of("c:models"));
  }
}
