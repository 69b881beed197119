// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.Throttle;
import dev.saker.rules.diagnostic.LocatedText;
import java.util.List;
import java.util.Objects;

/**
 * How many alerts get through.
 *
 * @param by fields that tell which alerts are alike
 */
public record ThrottleDefinition(List<LocatedText> by, Throttle throttle) {

    public ThrottleDefinition {
        by = List.copyOf(by);
        Objects.requireNonNull(throttle, "throttle is null");
    }
}
