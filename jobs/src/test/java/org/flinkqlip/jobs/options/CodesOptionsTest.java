// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.job;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.model.runtime.codes.CodeOrder;
import org.flinkqlip.model.runtime.codes.GroupVocabularies;
import org.flinkqlip.operators.sequence.SequenceOptions;
import org.flinkqlip.operators.tokenize.ImageCodesTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodesOptionsTest {

  @Test
  void plainCodesAreTheDefault() {
    assertThat(CodesOptions.from(settings()).sequence()).isEmpty();
    assertThat(TokenizeImages.tokenizing(job()).topics())
        .contains(new ImageCodesTopic("image-codes", null));
  }

  @Test
  void groupsAloneGiveSharedIdsTokenByToken() {
    assertThat(CodesOptions.from(settings("--codes.groups=2")).sequence())
        .contains(
            new SequenceOptions(
                2, CodeOrder.TOKEN_BY_TOKEN, GroupVocabularies.SHARED, 0, null, null));
  }

  @Test
  void everyOptionIsRead() {
    CommonOptions options =
        job(
            "--codes.groups=4",
            "--codes.order=group-by-group",
            "--codes.vocabularies=distinct",
            "--codes.vocabulary-offset=128256",
            "--codes.begin-of-image=128000",
            "--codes.end-of-image=128001");

    SequenceOptions sequence =
        new SequenceOptions(
            4, CodeOrder.GROUP_BY_GROUP, GroupVocabularies.DISTINCT, 128256, 128000, 128001);
    assertThat(TokenizeImages.tokenizing(options).topics())
        .contains(new ImageCodesTopic("image-codes", sequence));
  }

  @ParameterizedTest
  @CsvSource({
    "--codes.groups=-1, codes.groups",
    "--codes.order=spiral, codes.order",
    "--codes.order=group-by-group, there are no ids without codes.groups",
    "--codes.begin-of-image=3, there are no ids without codes.groups",
    "--codes.vocabulary-offset=-1, codes.vocabulary-offset"
  })
  void whatCannotWorkIsRefused(String argument, String message) {
    assertThatThrownBy(() -> job(argument)).hasMessageContaining(message);
  }
}
