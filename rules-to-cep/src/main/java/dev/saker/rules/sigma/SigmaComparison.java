// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import dev.saker.rules.sigma.SigmaField.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
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
                    "base64",
                    "base64offset",
                    "cased",
                    "neq",
                    "fieldref");
    private static final Map<String, String> ORDERS =
            Map.of("lt", "<", "lte", "<=", "gt", ">", "gte", ">=");

    private final SigmaField field;
    private final Set<String> modifiers;
    private final SigmaNode value;
    private final Map<String, SigmaField> fields;

    private SigmaComparison(
            SigmaField field,
            Set<String> modifiers,
            SigmaNode value,
            Map<String, SigmaField> fields) {
        this.field = field;
        this.modifiers = modifiers;
        this.value = value;
        this.fields = fields;
    }

    static String condition(String key, SigmaNode value, Map<String, SigmaField> fields)
            throws SigmaProblem {
        String[] parts = key.split("\\|", -1);
        SigmaField field = field(parts[0], fields, value);
        Set<String> modifiers = new LinkedHashSet<>();
        for (int i = 1; i < parts.length; i++) {
            if (!KNOWN.contains(parts[i]) || !modifiers.add(parts[i])) {
                throw new SigmaProblem("modifier '" + parts[i] + "' cannot be taken over", value);
            }
        }
        return new SigmaComparison(field, modifiers, value, fields).condition();
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
            Optional<String> text = equalText(item);
            if (text.isPresent() && !modifiers.contains("all")) {
                equal.add(text.get());
            } else {
                alternatives.add(one(item));
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

    /** What the value must be equal to, if that is all that is asked. */
    private Optional<String> equalText(SigmaNode item) throws SigmaProblem {
        boolean plain = modifiers.stream().allMatch(Set.of("all", "cased", "neq")::contains);
        if (field.kind() != Kind.TEXT || !plain || item.isNull() || item.isMap()) {
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
        return switch (field.kind()) {
            case TEXT, HOST_NAME -> text(item);
            case NUMBER -> number(item);
            case ADDRESS -> address(item);
            case INITIATED -> initiated(item);
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
        SigmaField other = field(item.text(), fields, item);
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
        if (modifiers.contains("base64") || modifiers.contains("base64offset")) {
            return base64(item);
        }
        only(Set.of("contains", "startswith", "endswith", "all", "cased", "neq"), item);
        return matching(SigmaPattern.parse(item.text()), modifiers.contains("cased"), item);
    }

    private String expression(SigmaNode item) throws SigmaProblem {
        only(Set.of("re", "i", "m", "s", "all", "neq"), item);
        boolean ignoreCase = modifiers.contains("i");
        String subject = ignoreCase ? "tolower(" + field.name() + ")" : field.name();
        if (field.kind() == Kind.HOST_NAME) {
            throw new SigmaProblem("a host name cannot be held against an expression", item);
        }
        String whole = SigmaRegex.whole(item.text(), modifiers, item);
        return subject + " regex " + SigmaText.quoted(whole);
    }

    /** Encoded text stands at any of three offsets, and is in capitals and small letters. */
    private String base64(SigmaNode item) throws SigmaProblem {
        only(Set.of("base64", "base64offset", "contains", "all", "neq"), item);
        byte[] bytes = item.text().getBytes(StandardCharsets.UTF_8);
        if (!modifiers.contains("base64offset")) {
            String encoded = Base64.getEncoder().encodeToString(bytes);
            return matching(SigmaPattern.literal(encoded), true, item);
        }
        List<String> found = new ArrayList<>();
        int[] skipped = {0, 2, 3};
        int[] cut = {0, 3, 2};
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            String encoded = Base64.getEncoder().encodeToString(shifted);
            int end = encoded.length() - cut[shifted.length % 3];
            found.add(
                    matching(
                            SigmaPattern.literal(encoded.substring(skipped[offset], end)),
                            true,
                            item));
        }
        return SigmaText.grouped(SigmaText.joined("or", found));
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
        if (field.kind() == Kind.HOST_NAME) {
            return name + (cased ? " glob " : " iglob ") + SigmaText.quoted(pattern.glob());
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

    private String subject() {
        return modifiers.contains("cased") ? field.name() : "tolower(" + field.name() + ")";
    }

    private String cased(String text) throws SigmaProblem {
        boolean cased = modifiers.contains("cased");
        requireAscii(SigmaPattern.literal(text), cased, value);
        return lower(text, cased);
    }

    private String number(SigmaNode item) throws SigmaProblem {
        String operator = "=";
        for (Map.Entry<String, String> order : ORDERS.entrySet()) {
            operator = modifiers.contains(order.getKey()) ? order.getValue() : operator;
        }
        only(Set.of("lt", "lte", "gt", "gte", "all", "neq"), item);
        if (!item.text().matches("-?[0-9]{1,18}")) {
            throw new SigmaProblem("'" + item.text() + "' is not a whole number", item);
        }
        return field.name() + " " + operator + " " + item.text();
    }

    /** {@code 10.} at the start of an address is a network. */
    private String address(SigmaNode item) throws SigmaProblem {
        String network = field.name().replace("ip", "net");
        String text = item.text();
        if (modifiers.contains("cidr")) {
            only(Set.of("cidr", "all", "neq"), item);
            return network + " in (" + text + ")";
        }
        boolean prefix = modifiers.contains("startswith") || text.endsWith("*");
        String start = text.endsWith("*") ? text.substring(0, text.length() - 1) : text;
        if (prefix && start.matches("([0-9]{1,3}\\.){1,3}")) {
            only(Set.of("startswith", "all", "neq"), item);
            int parts = start.split("\\.").length;
            return network
                    + " in ("
                    + start
                    + "0.0.0".substring(2 * parts - 2)
                    + "/"
                    + 8 * parts
                    + ")";
        }
        only(Set.of("all", "neq"), item);
        if (!text.matches("[0-9a-fA-F:.]+")) {
            throw new SigmaProblem("'" + text + "' is not an address", item);
        }
        return field.name() + " = " + text;
    }

    private String initiated(SigmaNode item) throws SigmaProblem {
        only(Set.of("neq"), item);
        return switch (item.text()) {
            case "true" -> "evt.type = connect";
            case "false" -> "evt.type in (accept, accept4)";
            default -> throw new SigmaProblem("Initiated is true or false", item);
        };
    }

    private void only(Set<String> allowed, SigmaNode item) throws SigmaProblem {
        for (String modifier : modifiers) {
            if (!allowed.contains(modifier)) {
                throw new SigmaProblem(
                        "modifier '" + modifier + "' cannot be taken over for this field", item);
            }
        }
    }
}
