// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.util.List;
import java.util.Optional;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.model.runtime.codes.CodeOrder;
import org.flinkqlip.model.runtime.codes.GroupVocabularies;
import org.flinkqlip.operators.sequence.SequenceOptions;

/**
 * How codes become ids of a language model's vocabulary.
 *
 * @param sequence the mapping, or empty for plain codes alone
 */
public record CodesOptions(Optional<SequenceOptions> sequence) {

  public static final Option<Integer> GROUPS =
      Option.integer(
              "codes.groups",
              0,
              "Groups of a code, each of which becomes one id; a divisor of the model's bits, such as"
                  + " 2 for ids of 14 bits out of 28. With 0, records hold the plain codes alone.")
          .atLeast(0)
          .atMost(30);

  public static final Option<CodeOrder> ORDER =
      Option.choice(
          "codes.order",
          CodeOrder.class,
          CodeOrder.TOKEN_BY_TOKEN,
          "token-by-token puts all groups of a token together; group-by-group puts group 0 of every"
              + " token first, then group 1, and so on.");

  public static final Option<GroupVocabularies> VOCABULARIES =
      Option.choice(
          "codes.vocabularies",
          GroupVocabularies.class,
          GroupVocabularies.SHARED,
          "shared lets all groups use the same ids; distinct gives each group ids of its own.");

  public static final Option<Integer> VOCABULARY_OFFSET =
      Option.integer(
              "codes.vocabulary-offset",
              0,
              "The first id that stands for a group: the size of the text vocabulary in front of it.")
          .atLeast(0);

  public static final Option<Integer> BEGIN_OF_IMAGE =
      Option.integer(
              "codes.begin-of-image", null, "Id in front of each image's ids; none if not set.")
          .atLeast(0);

  public static final Option<Integer> END_OF_IMAGE =
      Option.integer("codes.end-of-image", null, "Id behind each image's ids; none if not set.")
          .atLeast(0);

  private static final List<Option<?>> ALL =
      List.of(GROUPS, ORDER, VOCABULARIES, VOCABULARY_OFFSET, BEGIN_OF_IMAGE, END_OF_IMAGE);

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Codes",
          "Whether records of codes also hold them as ids of a language model's vocabulary, and how"
              + " these are made; see [code sequences](code-sequences.md). What was chosen is in"
              + " every record.",
          ALL);

  /** Reads the options of this stage. */
  public static CodesOptions from(Settings settings) {
    if (settings.get(GROUPS) == 0) {
      for (Option<?> option : ALL.subList(1, ALL.size())) {
        if (settings.isSet(option)) {
          throw new InvalidOptionsException(
              option.key() + " is set, but there are no ids without " + GROUPS.key());
        }
      }
      return new CodesOptions(Optional.empty());
    }
    return new CodesOptions(
        Optional.of(
            new SequenceOptions(
                settings.get(GROUPS),
                settings.get(ORDER),
                settings.get(VOCABULARIES),
                settings.get(VOCABULARY_OFFSET),
                settings.find(BEGIN_OF_IMAGE).orElse(null),
                settings.find(END_OF_IMAGE).orElse(null))));
  }
}
