/**
 * The claim check: image bytes behind a uri. Start at {@link
 * org.flinkqlip.operators.fetch.ContentFetcher}.
 */
package org.flinkqlip.operators.fetch;
