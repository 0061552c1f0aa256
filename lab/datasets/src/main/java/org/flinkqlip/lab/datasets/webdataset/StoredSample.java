// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

/**
 * Where a sample's parts are.
 *
 * @param tar index into the list of tars
 * @param key what the names of its files have in common
 * @param caption a txt, or a json with a caption
 * @param label index of its class, or -1
 */
record StoredSample(
    int tar, String key, Extent image, Extent caption, boolean captionIsJson, int label) {}
