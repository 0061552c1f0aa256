/**
 * Learns byte-pair vocabularies in CLIP's layout from captions: {@link
 * org.flinkqlip.training.vocabulary.VocabularyTrainer}.
 */
package org.flinkqlip.training.vocabulary;
