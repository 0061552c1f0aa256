// SPDX-License-Identifier: Apache-2.0
/**
 * The claim check: image bytes behind a uri. A {@link org.flinkqlip.operators.fetch.FetchPolicy}
 * says what may be fetched and opens a {@link org.flinkqlip.operators.fetch.ContentFetcher}.
 */
@NullMarked
package org.flinkqlip.operators.fetch;

import org.jspecify.annotations.NullMarked;
