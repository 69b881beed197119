// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;

/** An operator with its right side, asked about one value that is neither null nor unknown. */
@FunctionalInterface
interface ValueTest {
    ValueTest NEVER = value -> false;

    boolean test(Value value);
}
