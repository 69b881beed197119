// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.syntax.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A condition with exceptions and lists put in, parsed; macros are still names.
 *
 * @param remains the checks of a text that cannot be parsed, as far as they can be read
 * @param expression nothing if the text cannot be parsed, which has been reported then
 * @param lists names of those put in
 * @param values how many values they have together
 */
record ParsedCondition(
        LocatedText text,
        Optional<Expression> expression,
        List<Expression> remains,
        Set<String> lists,
        long values) {

    ParsedCondition {
        remains = List.copyOf(remains);
        lists = Set.copyOf(lists);
    }
}
