/**
 * Learns byte-pair vocabularies in CLIP's layout from captions: {@link
 * org.flinkqlip.lab.training.vocabulary.VocabularyTrainer}.
 */
package org.flinkqlip.lab.training.vocabulary;
