// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.convert;

import java.util.List;

/**
 * What becomes of an event with a certain number of parameters.
 *
 * @param target the code it has afterwards
 * @param steps the parameters that are added, or all of them if the code changes
 */
record Conversion(Action action, int target, List<Step> steps) {
    enum Action {
        KEEP,
        PASS,
        KEEP_AND_PASS,
        APPEND,
        BECOME
    }

    Conversion {
        steps = List.copyOf(steps);
    }
}
