// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the public internet from private, local and reserved ones (the special-purpose
 * registries of RFC 6890). An IPv6 address counts as public only inside 2000::/3, or if it wraps a
 * public IPv4 address (NAT64).
 */
final class PublicAddresses {
  private static final List<Block> RESERVED_V4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private static final Block GLOBAL_V6 = Block.parse("2000::/3");

  /** Teredo and other protocol assignments, documentation, 6to4. */
  private static final List<Block> RESERVED_V6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private static final Block NAT64 = Block.parse("64:ff9b::/96");

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return RESERVED_V4.stream().noneMatch(block -> block.contains(bytes));
    }
    if (NAT64.contains(bytes)) {
      byte[] wrapped = Arrays.copyOfRange(bytes, 12, 16);
      return RESERVED_V4.stream().noneMatch(block -> block.contains(wrapped));
    }
    return GLOBAL_V6.contains(bytes)
        && RESERVED_V6.stream().noneMatch(block -> block.contains(bytes));
  }

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::parse).toList();
  }

  private record Block(byte[] start, int prefix) {

    static Block parse(String text) {
      int slash = text.indexOf('/');
      try {
        // A literal is parsed without a look-up.
        byte[] start = InetAddress.getByName(text.substring(0, slash)).getAddress();
        return new Block(start, Integer.parseInt(text.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not an address block: " + text, e);
      }
    }

    boolean contains(byte[] address) {
      for (int bit = 0; bit < prefix; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((start[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
