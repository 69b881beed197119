// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import dev.saker.rules.sigma.SigmaField.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says one field with its modifiers and values, {@code Field|contains|all: [a, b]}, as a condition.
 */
final class SigmaComparison {

    private static final Set<String> KNOWN =
            Set.of(
                    "contains",
                    "startswith",
                    "endswith",
                    "all",
                    "re",
                    "i",
                    "m",
                    "s",
                    "cidr",
                    "exists",
                    "lt",
                    "lte",
                    "gt",
                    "gte",
                    "cased",
                    "neq",
                    "fieldref");
    private final SigmaField field;
    private final SigmaNode value;
    private final SigmaScope scope;

    /** How values are compared. */
    private final Set<String> modifiers = new LinkedHashSet<>();

    /** Into what values are made before that, in their order. */
    private final Set<String> encoding = new LinkedHashSet<>();

    /** What becomes of values before that. */
    private final Set<String> making = new LinkedHashSet<>();

    private SigmaComparison(SigmaField field, SigmaNode value, SigmaScope scope) {
        this.field = field;
        this.value = value;
        this.scope = scope;
    }

    static String condition(String key, SigmaNode value, SigmaScope scope) throws SigmaProblem {
        String[] parts = key.split("\\|", -1);
        SigmaField field = field(parts[0], scope.fields(), value);
        SigmaComparison comparison = new SigmaComparison(field, value, scope);
        for (int i = 1; i < parts.length; i++) {
            if (!comparison.take(parts[i])) {
                throw new SigmaProblem("modifier '" + parts[i] + "' cannot be taken over", value);
            }
        }
        return comparison.condition();
    }

    /** False for one that is not known, or came before. */
    private boolean take(String modifier) {
        if (SigmaEncoding.MODIFIERS.contains(modifier)) {
            return encoding.add(modifier);
        }
        if (SigmaValues.MODIFIERS.contains(modifier)) {
            return encoding.isEmpty() && making.add(modifier);
        }
        return KNOWN.contains(modifier) && modifiers.add(modifier);
    }

    private static SigmaField field(String name, Map<String, SigmaField> fields, SigmaNode where)
            throws SigmaProblem {
        SigmaField field = fields.get(name);
        if (field == null) {
            throw new SigmaProblem(
                    "field '"
                            + name
                            + "' has no counterpart here; there are "
                            + String.join(", ", fields.keySet()),
                    where);
        }
        return field;
    }

    private String condition() throws SigmaProblem {
        List<String> alternatives = new ArrayList<>();
        Set<String> equal = new LinkedHashSet<>();
        for (SigmaNode item : value.items()) {
            List<SigmaNode> meant = meant(item);
            boolean every = modifiers.contains("all");
            if (every) {
                alternatives.add(anyOf(meant));
                continue;
            }
            for (SigmaNode one : meant) {
                Optional<String> text = equalText(one);
                if (text.isPresent()) {
                    equal.add(text.get());
                } else {
                    alternatives.add(one(one));
                }
            }
        }
        if (!equal.isEmpty()) {
            alternatives.add(0, equality(List.copyOf(equal)));
        }
        if (alternatives.isEmpty()) {
            throw new SigmaProblem("a list without a value", value);
        }
        String joined = SigmaText.joined(modifiers.contains("all") ? "and" : "or", alternatives);
        return modifiers.contains("neq") ? "not " + SigmaText.grouped(joined) : joined;
    }

    private List<SigmaNode> meant(SigmaNode item) throws SigmaProblem {
        if (making.isEmpty()) {
            return List.of(item);
        }
        if (field.kind() != Kind.TEXT && making.contains("windash")
                || modifiers.contains("re")
                || modifiers.contains("fieldref")
                || modifiers.contains("exists")) {
            throw new SigmaProblem(
                    "modifier '" + String.join("|", making) + "' cannot be taken over here", item);
        }
        Set<String> all = new LinkedHashSet<>(making);
        all.addAll(modifiers);
        return SigmaValues.of(item, all, scope.placeholders());
    }

    private String anyOf(List<SigmaNode> items) throws SigmaProblem {
        List<String> terms = new ArrayList<>();
        for (SigmaNode item : items) {
            terms.add(one(item));
        }
        return SigmaText.joined("or", terms);
    }

    /** What the value must be equal to, if that is all that is asked. */
    private Optional<String> equalText(SigmaNode item) throws SigmaProblem {
        boolean plain = modifiers.stream().allMatch(Set.of("all", "cased", "neq")::contains);
        boolean text = field.kind() == Kind.TEXT || field.kind() == Kind.HOST_NAME;
        if (!text || !plain || !encoding.isEmpty() || item.isNull() || item.isMap()) {
            return Optional.empty();
        }
        SigmaPattern pattern = SigmaPattern.parse(item.text());
        return pattern.isText() ? Optional.of(pattern.text()) : Optional.empty();
    }

    private String equality(List<String> texts) throws SigmaProblem {
        List<String> quoted = new ArrayList<>();
        for (String text : texts) {
            quoted.add(SigmaText.quoted(cased(text)));
        }
        return quoted.size() == 1
                ? subject() + " = " + quoted.get(0)
                : subject() + " in (" + String.join(", ", quoted) + ")";
    }

    private String one(SigmaNode item) throws SigmaProblem {
        if (item.isNull()) {
            return "(not " + field.name() + " exists or " + field.name() + " = \"\")";
        }
        if (modifiers.contains("exists")) {
            return exists(item);
        }
        if (modifiers.contains("fieldref")) {
            return reference(item);
        }
        if (!encoding.isEmpty() && field.kind() != Kind.TEXT) {
            throw new SigmaProblem(
                    "modifier '" + String.join("|", encoding) + "' is for texts only", item);
        }
        return switch (field.kind()) {
            case TEXT, HOST_NAME -> text(item);
            case NUMBER -> SigmaPlainComparison.number(field, modifiers, item);
            case ADDRESS -> SigmaPlainComparison.address(field, modifiers, item);
            case INITIATED -> SigmaPlainComparison.initiated(modifiers, item);
        };
    }

    private String exists(SigmaNode item) throws SigmaProblem {
        return switch (item.text()) {
            case "true" -> field.name() + " exists";
            case "false" -> "not " + field.name() + " exists";
            default -> throw new SigmaProblem("exists is true or false", item);
        };
    }

    private String reference(SigmaNode item) throws SigmaProblem {
        SigmaField other = field(item.text(), scope.fields(), item);
        only(Set.of("fieldref", "startswith", "endswith", "contains", "cased", "neq"), item);
        if (field.kind() != other.kind() || field.kind() == Kind.INITIATED) {
            throw new SigmaProblem("these two fields cannot be compared", item);
        }
        boolean text = field.kind() == Kind.TEXT;
        String operator = text ? textOperator() : "=";
        boolean cased = !text || modifiers.contains("cased");
        return cased
                ? field.name() + " " + operator + " val(" + other.name() + ")"
                : "tolower(" + field.name() + ") " + operator + " tolower(" + other.name() + ")";
    }

    private String textOperator() {
        for (String operator : List.of("startswith", "endswith", "contains")) {
            if (modifiers.contains(operator)) {
                return operator;
            }
        }
        return "=";
    }

    private String text(SigmaNode item) throws SigmaProblem {
        if (modifiers.contains("re")) {
            return expression(item);
        }
        if (!encoding.isEmpty()) {
            return encoded(item);
        }
        only(Set.of("contains", "startswith", "endswith", "all", "cased", "neq"), item);
        return matching(SigmaPattern.parse(item.text()), modifiers.contains("cased"), item);
    }

    private String expression(SigmaNode item) throws SigmaProblem {
        only(Set.of("re", "i", "m", "s", "all", "neq"), item);
        boolean ignoreCase = modifiers.contains("i") || SigmaRegex.ignoresCase(item.text());
        String subject = ignoreCase ? "tolower(" + field.name() + ")" : field.name();
        if (field.kind() == Kind.HOST_NAME) {
            throw new SigmaProblem("a host name cannot be held against an expression", item);
        }
        Set<String> flags = new LinkedHashSet<>(modifiers);
        flags.addAll(ignoreCase ? Set.of("i") : Set.of());
        String whole = SigmaRegex.whole(item.text(), flags, item);
        return subject + " regex " + SigmaText.quoted(whole);
    }

    /** Encoded text is in capitals and small letters. */
    private String encoded(SigmaNode item) throws SigmaProblem {
        only(Set.of("contains", "startswith", "endswith", "all", "neq"), item);
        List<String> found = new ArrayList<>();
        for (String encoded : SigmaEncoding.of(item, encoding)) {
            found.add(matching(SigmaPattern.literal(encoded), true, item));
        }
        String any = SigmaText.joined("or", found);
        return found.size() == 1 ? any : SigmaText.grouped(any);
    }

    private String matching(SigmaPattern written, boolean cased, SigmaNode item)
            throws SigmaProblem {
        SigmaPattern pattern = written;
        if (modifiers.contains("contains") || modifiers.contains("endswith")) {
            pattern = pattern.withAnyBefore();
        }
        if (modifiers.contains("contains") || modifiers.contains("startswith")) {
            pattern = pattern.withAnyBehind();
        }
        if (pattern.isAnything()) {
            return field.name() + " exists";
        }
        requireAscii(pattern, cased, item);
        String name = field.name();
        if (field.kind() == Kind.HOST_NAME && !pattern.isText()) {
            return name + (cased ? " glob " : " iglob ") + SigmaText.quoted(pattern.glob());
        }
        if (field.kind() == Kind.HOST_NAME) {
            return equality(List.of(pattern.text()));
        }
        String subject = cased ? name : "tolower(" + name + ")";
        if (pattern.isText()) {
            return subject + " = " + SigmaText.quoted(lower(pattern.text(), cased));
        }
        String inside = pattern.between(true, true);
        if (!inside.isEmpty()) {
            return name + (cased ? " contains " : " icontains ") + SigmaText.quoted(inside);
        }
        String start = pattern.between(false, true);
        if (!start.isEmpty()) {
            return subject + " startswith " + SigmaText.quoted(lower(start, cased));
        }
        String end = pattern.between(true, false);
        return end.isEmpty()
                ? name + (cased ? " glob " : " iglob ") + SigmaText.quoted(pattern.glob())
                : subject + " endswith " + SigmaText.quoted(lower(end, cased));
    }

    private void requireAscii(SigmaPattern pattern, boolean cased, SigmaNode item)
            throws SigmaProblem {
        boolean foreign =
                pattern.text()
                        .codePoints()
                        .anyMatch(
                                c ->
                                        c > 0x7f
                                                && Character.toLowerCase(c)
                                                        != Character.toUpperCase(c));
        if (foreign && !cased) {
            throw new SigmaProblem(
                    "letters outside ASCII cannot be compared without regard to case", item);
        }
    }

    private static String lower(String text, boolean cased) {
        return cased ? text : SigmaText.lower(text);
    }

    /** No transformer takes a host's name, which is the same in capitals anyway. */
    private String subject() {
        return modifiers.contains("cased") || field.kind() == Kind.HOST_NAME
                ? field.name()
                : "tolower(" + field.name() + ")";
    }

    private String cased(String text) throws SigmaProblem {
        boolean cased = modifiers.contains("cased") && field.kind() != Kind.HOST_NAME;
        requireAscii(SigmaPattern.literal(text), cased, value);
        return lower(text, cased);
    }

    private void only(Set<String> allowed, SigmaNode item) throws SigmaProblem {
        SigmaPlainComparison.requireOnly(allowed, modifiers, item);
    }
}
