// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a rule set was checked with when it was pushed. It travels with the files, as {@link
 * ResolvedHosts} do, so that every job and collector means the same by them.
 *
 * @param minPriority rules less grave than this are not in the set
 * @param strictFalco Falco's behaviour also where it is probably a mistake
 * @param suggestedOutput whether outputs may get the fields that are marked as suggested
 */
public record PushTerms(Priority minPriority, boolean strictFalco, boolean suggestedOutput) {
    /** Name of the file. */
    public static final String FILE = "terms-of-push";

    private static final String COMMENT = "# ";
    private static final String PRIORITY = "priority";
    private static final String STRICT_FALCO = "strict_falco";
    private static final String NO_SUGGESTED_OUTPUT = "no_suggested_output";

    public PushTerms {
        Objects.requireNonNull(minPriority, "minPriority is null");
    }

    /** Nothing beyond what the files say. */
    public static PushTerms none() {
        return new PushTerms(Priority.DEBUG, false, true);
    }

    /** Those of the options that are about what rules mean, not about who compiles them. */
    public static PushTerms of(CompilerOptions options) {
        return new PushTerms(
                options.minPriority(), options.strictFalco(), options.suggestedOutput());
    }

    /**
     * What {@link #text} wrote. Throws IllegalArgumentException for a term that is not known: a set
     * must not mean less here than where it was pushed.
     */
    public static PushTerms parse(String text) {
        PushTerms terms = none();
        for (String line : text.split("\n")) {
            if (line.startsWith(COMMENT)) {
                terms = terms.with(line.substring(COMMENT.length()));
            }
        }
        return terms;
    }

    private PushTerms with(String term) {
        if (term.equals(STRICT_FALCO)) {
            return new PushTerms(minPriority, true, suggestedOutput);
        }
        if (term.equals(NO_SUGGESTED_OUTPUT)) {
            return new PushTerms(minPriority, strictFalco, false);
        }
        if (term.startsWith(PRIORITY + " ")) {
            Priority wanted =
                    Priority.parse(term.substring(PRIORITY.length() + 1))
                            .orElseThrow(() -> unknown(term));
            return new PushTerms(wanted, strictFalco, suggestedOutput);
        }
        throw unknown(term);
    }

    private static IllegalArgumentException unknown(String term) {
        return new IllegalArgumentException(
                "the rule set was pushed with '%s', which this version does not know: update it"
                        .formatted(term));
    }

    /** A line of comment for each term, so that who does not know of it sees no rule in it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (minPriority != Priority.DEBUG) {
            text.append(COMMENT).append(PRIORITY).append(' ').append(minPriority.title());
            text.append('\n');
        }
        if (strictFalco) {
            text.append(COMMENT).append(STRICT_FALCO).append('\n');
        }
        if (!suggestedOutput) {
            text.append(COMMENT).append(NO_SUGGESTED_OUTPUT).append('\n');
        }
        return text.toString();
    }

    /** For people, a line for each term. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (minPriority != Priority.DEBUG) {
            words.add("without rules less grave than " + minPriority.title());
        }
        if (strictFalco) {
            words.add("with Falco's behaviour also where it is probably a mistake");
        }
        if (!suggestedOutput) {
            words.add("without the container in every output");
        }
        return words;
    }

    /** Both hold: of two priorities the graver one, suggested fields only if both want them. */
    public CompilerOptions over(CompilerOptions options) {
        Priority graver =
                minPriority.atLeast(options.minPriority()) ? minPriority : options.minPriority();
        return options.withMinPriority(graver)
                .withStrictFalco(strictFalco || options.strictFalco())
                .withSuggestedOutput(suggestedOutput && options.suggestedOutput());
    }
}
