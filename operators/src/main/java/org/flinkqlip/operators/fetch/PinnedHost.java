// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;

/**
 * A host whose addresses are settled: nobody looks its name up again. The name goes on to serve for
 * TLS and the Host header.
 */
record PinnedHost(URI uri, List<InetAddress> addresses) {

  /** Sends {@code request} to the first of the addresses that takes a connection. */
  ClassicHttpResponse send(CloseableHttpClient client, HttpGet request) throws IOException {
    IOException failure = new UnknownHostException(uri.getHost() + " has no address");
    for (InetAddress address : addresses) {
      try {
        return client.executeOpen(at(address), request, HttpClientContext.create());
      } catch (HttpHostConnectException | ConnectTimeoutException e) {
        e.addSuppressed(failure);
        failure = e;
      }
    }
    throw failure;
  }

  private HttpHost at(InetAddress address) {
    String host = uri.getHost();
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    return new HttpHost(uri.getScheme(), address, name, port);
  }
}
