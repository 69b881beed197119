// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.Map;
import java.util.Set;

/** Says a comparison with what is no text: numbers, addresses, the direction of a connection. */
final class SigmaPlainComparison {
    private static final Map<String, String> ORDERS =
            Map.of("lt", "<", "lte", "<=", "gt", ">", "gte", ">=");

    private SigmaPlainComparison() {}

    static String number(SigmaField field, Set<String> modifiers, SigmaNode item)
            throws SigmaProblem {
        String operator = "=";
        for (Map.Entry<String, String> order : ORDERS.entrySet()) {
            operator = modifiers.contains(order.getKey()) ? order.getValue() : operator;
        }
        requireOnly(Set.of("lt", "lte", "gt", "gte", "all", "neq"), modifiers, item);
        if (!item.text().matches("-?[0-9]{1,18}")) {
            throw new SigmaProblem("'" + item.text() + "' is not a whole number", item);
        }
        return field.name() + " " + operator + " " + item.text();
    }

    /** {@code 10.} at the start of an address is a network. */
    static String address(SigmaField field, Set<String> modifiers, SigmaNode item)
            throws SigmaProblem {
        String network = field.name().replace("ip", "net");
        String text = item.text();
        if (modifiers.contains("cidr")) {
            requireOnly(Set.of("cidr", "all", "neq"), modifiers, item);
            return network + " in (" + text + ")";
        }
        boolean prefix = modifiers.contains("startswith") || text.endsWith("*");
        String start = text.endsWith("*") ? text.substring(0, text.length() - 1) : text;
        if (prefix && start.matches("([0-9]{1,3}\\.){1,3}")) {
            requireOnly(Set.of("startswith", "all", "neq"), modifiers, item);
            int parts = start.split("\\.").length;
            String zeros = "0.0.0".substring(2 * parts - 2);
            return network + " in (" + start + zeros + "/" + 8 * parts + ")";
        }
        requireOnly(Set.of("all", "neq"), modifiers, item);
        if (!text.matches("[0-9a-fA-F:.]+")) {
            throw new SigmaProblem("'" + text + "' is not an address", item);
        }
        return field.name() + " = " + text;
    }

    static String initiated(Set<String> modifiers, SigmaNode item) throws SigmaProblem {
        requireOnly(Set.of("neq"), modifiers, item);
        return switch (item.text()) {
            case "true" -> "evt.type = connect";
            case "false" -> "evt.type in (accept, accept4)";
            default -> throw new SigmaProblem("Initiated is true or false", item);
        };
    }

    /** What is asked for must be something that this field can be asked. */
    static void requireOnly(Set<String> allowed, Set<String> modifiers, SigmaNode item)
            throws SigmaProblem {
        for (String modifier : modifiers) {
            if (!allowed.contains(modifier)) {
                throw new SigmaProblem(
                        "modifier '" + modifier + "' cannot be taken over for this field", item);
            }
        }
    }
}
