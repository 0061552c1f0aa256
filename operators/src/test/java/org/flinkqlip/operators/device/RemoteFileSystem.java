// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** Local files under another scheme, as a stand-in for an object store. */
public final class RemoteFileSystem extends LocalFileSystem {
  static final String SCHEME = "remote";

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  /** Found by Flink as a service. */
  public static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileSystem create(URI uri) {
      return new RemoteFileSystem();
    }
  }
}
