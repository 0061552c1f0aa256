// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * An HTTP client that does what it is told and nothing of its own accord: no redirects, retries,
 * cookies, credentials or decompression.
 */
final class BareHttpClient {
  /** More than the threads that prepare records, so that none of them waits for another's. */
  private static final int MOST_CONNECTIONS = 2048;

  private static final int LONGEST_HEADER_LINE = 16 << 10;
  private static final int MOST_HEADERS = 200;
  private static final TimeValue IDLE = TimeValue.ofSeconds(30);

  private BareHttpClient() {}

  static CloseableHttpClient open(TlsSocketStrategy tls, Duration connectTimeout) {
    Timeout connect = Timeout.of(connectTimeout);
    PoolingHttpClientConnectionManager connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setTlsSocketStrategy(tls)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(LONGEST_HEADER_LINE)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .build())
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(connect).build())
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setMaxConnTotal(MOST_CONNECTIONS)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(connect)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setDefaultHeaders(List.of(new BasicHeader("Accept-Encoding", "identity")))
        // As the JVM's own client: http.proxyHost and its like.
        .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .setUserAgent("flink-qlip")
        .evictExpiredConnections()
        .evictIdleConnections(IDLE)
        .build();
  }
}
