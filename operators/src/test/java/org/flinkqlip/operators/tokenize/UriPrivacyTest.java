// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriPrivacyTest {

  @ParameterizedTest
  @CsvSource({
    "https://host/a.jpg, https://host/a.jpg",
    "https://user:secret@host:8443/a.jpg?v=1#x, https://host:8443/a.jpg?v=1#x",
    "https://user@host/a@b.jpg, https://host/a@b.jpg",
    "https://host/a@b.jpg, https://host/a@b.jpg",
    "s3://key:secret@bucket/a.jpg, s3://bucket/a.jpg",
    "file:///data/a@b.jpg, file:///data/a@b.jpg",
    "https://user:sec/ret@host/a.jpg, https://host/a.jpg",
    "https://user:sec ret@host/a b.jpg, https://host/a b.jpg",
    "https://user:p@ss@host/a.jpg, https://host/a.jpg",
    "no uri at all, no uri at all",
    "mailto:someone@example.org, mailto:someone@example.org"
  })
  void userInfoIsTakenOut(String text, String expected) {
    assertThat(UriPrivacy.withoutUserInfo(text)).isEqualTo(expected);
  }
}
