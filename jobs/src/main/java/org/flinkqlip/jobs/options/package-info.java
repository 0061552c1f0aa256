/**
 * The options of TokenizeImages: one class per stage, each a record of typed values with the {@link
 * org.flinkqlip.jobs.config.Option} constants that it is read from. Start at {@link
 * org.flinkqlip.jobs.options.TokenizeImagesOptions}.
 */
package org.flinkqlip.jobs.options;
