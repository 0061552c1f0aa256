// SPDX-License-Identifier: Apache-2.0
/**
 * Image events to feed a job with: drawn scenes ({@link org.flinkqlip.local.feed.SceneImages}) or
 * the images of a folder ({@link org.flinkqlip.local.feed.FolderImages}), sent by {@link
 * org.flinkqlip.local.feed.ImageFeed}.
 */
@NullMarked
package org.flinkqlip.local.feed;

import org.jspecify.annotations.NullMarked;
