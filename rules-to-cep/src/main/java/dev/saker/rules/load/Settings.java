// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.Priority;
import dev.saker.rules.RuleSelection;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the {@code settings} items of all files ask for, together.
 *
 * @param minPriority rules less grave than this are not in the set; the last item that names one
 *     counts
 * @param suggestedOutput whether outputs get the fields that are marked as suggested; the last item
 *     that says so counts
 * @param selections in their order
 * @param additions in their order
 */
public record Settings(
        Priority minPriority,
        boolean suggestedOutput,
        List<Selection> selections,
        List<OutputAddition> additions) {

    public static final Settings NONE = new Settings(Priority.DEBUG, true, List.of(), List.of());

    public Settings {
        Objects.requireNonNull(minPriority, "minPriority is null");
        selections = List.copyOf(selections);
        additions = List.copyOf(additions);
    }

    /** A selection and where it stands. */
    public record Selection(RuleSelection selection, SourceSpan span) {}

    Settings withMinPriority(Priority wanted) {
        return new Settings(wanted, suggestedOutput, selections, additions);
    }

    Settings withSuggestedOutput(boolean wanted) {
        return new Settings(minPriority, wanted, selections, additions);
    }

    Settings plusSelections(List<Selection> more) {
        List<Selection> all = new ArrayList<>(selections);
        all.addAll(more);
        return new Settings(minPriority, suggestedOutput, all, additions);
    }

    Settings plusAdditions(List<OutputAddition> more) {
        List<OutputAddition> all = new ArrayList<>(additions);
        all.addAll(more);
        return new Settings(minPriority, suggestedOutput, selections, all);
    }
}
