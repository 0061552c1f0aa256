// SPDX-License-Identifier: Apache-2.0
/**
 * Learns byte-pair vocabularies in CLIP's layout from captions: {@link
 * org.flinkqlip.lab.training.vocabulary.VocabularyTrainer}.
 */
@NullMarked
package org.flinkqlip.lab.training.vocabulary;

import org.jspecify.annotations.NullMarked;
