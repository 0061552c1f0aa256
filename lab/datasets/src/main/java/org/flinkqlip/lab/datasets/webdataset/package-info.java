// SPDX-License-Identifier: Apache-2.0
/**
 * Captioned images in tars, laid out as img2dataset writes them: KEY.jpg, KEY.txt and KEY.json side
 * by side. {@link org.flinkqlip.lab.datasets.webdataset.WebDataset} reads them, {@link
 * org.flinkqlip.lab.datasets.webdataset.WebDatasetExport} writes any data set in this form.
 */
@NullMarked
package org.flinkqlip.lab.datasets.webdataset;

import org.jspecify.annotations.NullMarked;
