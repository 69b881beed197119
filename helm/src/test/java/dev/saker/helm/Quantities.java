// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import io.kubernetes.client.custom.Quantity;

/** Amounts of processors and memory, in Kubernetes' notation. */
final class Quantities {
    private Quantities() {}

    static boolean same(String left, String right) {
        return Quantity.fromString(left)
                        .getNumber()
                        .compareTo(Quantity.fromString(right).getNumber())
                == 0;
    }
}
