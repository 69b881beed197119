// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the fields on which the outcome of a condition depends. A check against an empty list or of
 * an event number below one is settled, and what such a check makes irrelevant is not needed:
 * shipped rules hold many of both, as places for users to fill in.
 */
final class CaptureNeeds implements Condition.Visitor<CaptureNeeds.Need> {

    /** The outcome, as far as it is settled, and what the rest of it hangs on. */
    record Need(EventNumber.Truth truth, Set<FieldRef> fields) {

        private static final Need ALWAYS = new Need(EventNumber.Truth.ALWAYS, Set.of());
        private static final Need NEVER = new Need(EventNumber.Truth.NEVER, Set.of());

        private static Need of(EventNumber.Truth truth, List<FieldRef> fields) {
            return switch (truth) {
                case ALWAYS -> ALWAYS;
                case NEVER -> NEVER;
                case DEPENDS -> new Need(truth, new LinkedHashSet<>(fields));
            };
        }
    }

    private CaptureNeeds() {}

    static Set<FieldRef> of(Condition condition) {
        return condition.accept(new CaptureNeeds()).fields();
    }

    @Override
    public Need visitAnd(Condition.And condition) {
        return terms(condition.terms(), Need.NEVER, Need.ALWAYS);
    }

    @Override
    public Need visitOr(Condition.Or condition) {
        return terms(condition.terms(), Need.ALWAYS, Need.NEVER);
    }

    /** One term of the outcome {@code settling} settles all; those of {@code neutral} drop out. */
    private Need terms(List<Condition> terms, Need settling, Need neutral) {
        Set<FieldRef> fields = new LinkedHashSet<>();
        boolean depends = false;
        for (Condition term : terms) {
            Need need = term.accept(this);
            if (need.truth() == settling.truth()) {
                return settling;
            }
            depends |= need.truth() == EventNumber.Truth.DEPENDS;
            fields.addAll(need.fields());
        }
        return depends ? new Need(EventNumber.Truth.DEPENDS, fields) : neutral;
    }

    @Override
    public Need visitNot(Condition.Not condition) {
        Need need = condition.term().accept(this);
        return switch (need.truth()) {
            case ALWAYS -> Need.NEVER;
            case NEVER -> Need.ALWAYS;
            case DEPENDS -> need;
        };
    }

    @Override
    public Need visitExists(Condition.Exists condition) {
        return depends(condition, FieldUses::of);
    }

    @Override
    public Need visitCompare(Condition.Compare condition) {
        return Need.of(EventNumber.truth(condition), FieldUses.of(condition));
    }

    @Override
    public Need visitCompareList(Condition.CompareList condition) {
        boolean emptyScalar = condition.right().isEmpty() && !condition.left().list();
        return emptyScalar
                ? Need.NEVER
                : Need.of(EventNumber.truth(condition), FieldUses.of(condition));
    }

    @Override
    public Need visitCompareEach(Condition.CompareEach condition) {
        return condition.right().isEmpty() ? Need.NEVER : depends(condition, FieldUses::of);
    }

    @Override
    public Need visitCompareOperands(Condition.CompareOperands condition) {
        return depends(condition, FieldUses::of);
    }

    private static Need depends(Condition leaf, Function<Condition, List<FieldRef>> uses) {
        return Need.of(EventNumber.Truth.DEPENDS, uses.apply(leaf));
    }
}
