// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.syntax.Expression;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The events for which a condition that belongs to no rule yet can hold. */
public final class ConditionEvents {

    private final FieldCatalog catalog;
    private final FieldLookup lookup;

    public ConditionEvents(FieldCatalog catalog) {
        this.catalog = catalog;
        this.lookup = new FieldLookup(catalog);
    }

    /** A condition that no source has all fields of says nothing: then it is every event. */
    public BitSet of(Expression condition) {
        for (String source : catalog.sources()) {
            List<CheckProblem> problems = new ArrayList<>();
            OperandChecker operands = new OperandChecker(lookup, source);
            Optional<Condition> checked =
                    condition.accept(new ConditionChecker(operands, problems::add));
            if (checked.isPresent() && problems.isEmpty()) {
                return EventTypes.of(checked.get());
            }
        }
        return EventTypes.everything();
    }
}
