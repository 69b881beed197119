// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How to compile.
 *
 * @param capture what can be observed
 * @param strict an inactive or half-captured rule is an error, not a notice
 * @param strictFalco Falco's behaviour also where it is probably a mistake
 * @param minPriority rules less grave than this are checked but not in the set
 * @param suggestedOutput append to every output the fields that are marked as suggested: container
 *     and pod; Falco does by default
 * @param hosts resolves the names of hosts in conditions; without, rules that have them are
 *     inactive
 * @param selection enables and disables by name or tag, in order, over what the files say
 */
public record CompilerOptions(
        Capture capture,
        boolean strict,
        boolean strictFalco,
        Priority minPriority,
        boolean suggestedOutput,
        List<RuleSelection> selection,
        Optional<HostResolver> hosts) {

    public CompilerOptions {
        Objects.requireNonNull(capture, "capture is null");
        Objects.requireNonNull(minPriority, "minPriority is null");
        selection = List.copyOf(selection);
    }

    /** Everything observable, every priority, nothing selected away. */
    public static CompilerOptions defaults() {
        return new CompilerOptions(
                Capture.everything(),
                false,
                false,
                Priority.DEBUG,
                false,
                List.of(),
                Optional.empty());
    }

    public CompilerOptions withCapture(Capture wanted) {
        return new CompilerOptions(
                wanted, strict, strictFalco, minPriority, suggestedOutput, selection, hosts);
    }

    public CompilerOptions withStrict(boolean wanted) {
        return new CompilerOptions(
                capture, wanted, strictFalco, minPriority, suggestedOutput, selection, hosts);
    }

    public CompilerOptions withStrictFalco(boolean wanted) {
        return new CompilerOptions(
                capture, strict, wanted, minPriority, suggestedOutput, selection, hosts);
    }

    public CompilerOptions withMinPriority(Priority wanted) {
        return new CompilerOptions(
                capture, strict, strictFalco, wanted, suggestedOutput, selection, hosts);
    }

    public CompilerOptions withSuggestedOutput(boolean wanted) {
        return new CompilerOptions(
                capture, strict, strictFalco, minPriority, wanted, selection, hosts);
    }

    public CompilerOptions withSelection(List<RuleSelection> wanted) {
        return new CompilerOptions(
                capture, strict, strictFalco, minPriority, suggestedOutput, wanted, hosts);
    }

    public CompilerOptions withHosts(HostResolver wanted) {
        return new CompilerOptions(
                capture,
                strict,
                strictFalco,
                minPriority,
                suggestedOutput,
                selection,
                Optional.of(wanted));
    }
}
