// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.schemas.Slice;

/** Addresses that begin with the same bits. Those of another family are outside. */
record Network(byte[] address, int prefixBits) {

    boolean contains(Slice other) {
        if (other.length() != address.length) {
            return false;
        }
        int bytes = prefixBits >> 3;
        for (int i = 0; i < bytes; i++) {
            if (other.at(i) != address[i]) {
                return false;
            }
        }
        int mask = 0xff00 >> (prefixBits & 7) & 0xff;
        return bytes == address.length || ((other.at(bytes) ^ address[bytes]) & mask) == 0;
    }
}
