// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Sigma correlation as a {@code correlation} item: the rules it refers to become macros. */
final class SigmaCorrelation {

    private static final Set<String> KEYS =
            Set.of("type", "rules", "group-by", "timespan", "condition", "aliases", "generate");
    private static final Set<String> COUNTS = Set.of("event_count", "value_count");
    private static final Set<String> VALUES =
            Set.of("value_count", "value_sum", "value_avg", "value_percentile");
    private static final Set<String> TEMPORAL = Set.of("temporal", "temporal_ordered");
    private static final Set<String> COMPARISONS = Set.of("gt", "gte", "lt", "lte", "eq", "neq");

    /** Only growing counts can be told at an event; the others when the window has ended. */
    private static final Set<String> GROWING = Set.of("gt", "gte");

    private static final Map<String, String> HOST_FIELDS =
            Map.of(
                    "Computer",
                    "evt.hostname",
                    "ComputerName",
                    "evt.hostname",
                    "Hostname",
                    "evt.hostname");

    private final SigmaHead head;
    private final SigmaNode document;
    private final SigmaNode correlation;
    private final List<SigmaRule> rules;

    private SigmaCorrelation(SigmaNode document, SigmaNode correlation, List<SigmaRule> rules)
            throws SigmaProblem {
        this.head = SigmaHead.of(document);
        this.document = document;
        this.correlation = correlation;
        this.rules = rules;
    }

    /**
     * The rules a correlation refers to.
     *
     * @param correlations documents that it cannot refer to
     */
    static List<SigmaRule> referredTo(
            SigmaNode correlation, List<SigmaRule> known, List<SigmaNode> correlations)
            throws SigmaProblem {
        List<SigmaRule> rules = new ArrayList<>();
        for (SigmaNode reference : correlation.need("rules").items()) {
            String name = reference.text();
            Optional<SigmaRule> rule =
                    known.stream().filter(one -> one.head().isCalled(name)).findFirst();
            if (rule.isEmpty()) {
                throw unknown(name, reference, correlations);
            }
            rules.add(rule.get());
        }
        return rules;
    }

    private static SigmaProblem unknown(
            String name, SigmaNode reference, List<SigmaNode> correlations) throws SigmaProblem {
        for (SigmaNode correlation : correlations) {
            if (name.equals(correlation.text("name")) || name.equals(correlation.text("id"))) {
                return new SigmaProblem(
                        "'"
                                + name
                                + "' is a correlation: a step here is an event, and what counts as"
                                + " the time of a correlation Sigma leaves open. Say what you mean"
                                + " as steps, of which one may have a count",
                        reference);
            }
        }
        return new SigmaProblem(
                "there is no rule '" + name + "' that could be taken over", reference);
    }

    static Map<String, Object> item(
            SigmaNode document, List<SigmaRule> known, List<SigmaNode> correlations)
            throws SigmaProblem {
        SigmaNode correlation = document.need("correlation");
        for (Map.Entry<String, SigmaNode> entry : correlation.entries().entrySet()) {
            if (!KEYS.contains(entry.getKey())) {
                throw new SigmaProblem(
                        "key '" + entry.getKey() + "' cannot be taken over", entry.getValue());
            }
        }
        List<SigmaRule> rules = referredTo(correlation, known, correlations);
        return new SigmaCorrelation(document, correlation, rules).item();
    }

    private Map<String, Object> item() throws SigmaProblem {
        String type = correlation.need("type").text();
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("correlation", head.title());
        item.put("desc", head.description());
        item.put("type", type);
        item.put("source", "syscall");
        List<String> by = by();
        if (TEMPORAL.contains(type)) {
            item.put("steps", steps());
        } else if (COUNTS.contains(type) || VALUES.contains(type)) {
            item.put("condition", anyOfTheRules());
        } else {
            throw new SigmaProblem("type '" + type + "' is none of Sigma's", correlation);
        }
        if (!by.isEmpty()) {
            item.put("by", by);
        }
        item.put("within", timespan());
        putCondition(type, item);
        item.put("output", output(by));
        item.put("priority", head.priority(document));
        item.put("tags", new ArrayList<>(head.tags()));
        return item;
    }

    private String anyOfTheRules() throws SigmaProblem {
        if (!aliases().isEmpty()) {
            throw new SigmaProblem("aliases need steps, which this type has not", correlation);
        }
        return String.join(" or ", rules.stream().map(SigmaRule::macroName).toList());
    }

    private List<Object> steps() throws SigmaProblem {
        List<Object> steps = new ArrayList<>();
        for (SigmaRule rule : rules) {
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("id", rule.macroName());
            step.put("macro", rule.macroName());
            List<String> own = new ArrayList<>();
            for (String group : groups()) {
                SigmaNode alias = aliases().get(group);
                if (alias != null) {
                    own.add(aliased(alias, rule));
                }
            }
            if (!own.isEmpty()) {
                step.put("by", own);
            }
            steps.add(step);
        }
        return steps;
    }

    private String aliased(SigmaNode alias, SigmaRule rule) throws SigmaProblem {
        for (Map.Entry<String, SigmaNode> entry : alias.entries().entrySet()) {
            if (rule.head().isCalled(entry.getKey())) {
                return field(entry.getValue().text(), List.of(rule), entry.getValue());
            }
        }
        throw new SigmaProblem(
                "the alias says nothing about rule '" + rule.head().title() + "'", alias);
    }

    private Map<String, SigmaNode> aliases() throws SigmaProblem {
        Optional<SigmaNode> aliases = correlation.at("aliases");
        return aliases.isPresent() ? aliases.get().entries() : Map.of();
    }

    private List<String> groups() throws SigmaProblem {
        List<String> groups = new ArrayList<>();
        Optional<SigmaNode> written = correlation.at("group-by");
        for (SigmaNode group : written.isPresent() ? written.get().items() : List.<SigmaNode>of()) {
            groups.add(group.text());
        }
        return groups;
    }

    /** What all steps have in common; what aliases name is each step's own. */
    private List<String> by() throws SigmaProblem {
        List<String> by = new ArrayList<>();
        for (String group : groups()) {
            if (!aliases().containsKey(group)) {
                by.add(field(group, rules, correlation.need("group-by")));
            }
        }
        return by;
    }

    private static String field(String name, List<SigmaRule> rules, SigmaNode where)
            throws SigmaProblem {
        if (HOST_FIELDS.containsKey(name)) {
            return HOST_FIELDS.get(name);
        }
        String found = "";
        for (SigmaRule rule : rules) {
            for (SigmaCategory.Form form : rule.category().forms()) {
                SigmaField field = rule.category().fields(form).get(name);
                boolean same = field != null && (found.isEmpty() || found.equals(field.name()));
                if (!same || field.kind() == SigmaField.Kind.INITIATED) {
                    throw new SigmaProblem(
                            "field '"
                                    + name
                                    + "' is not one field of the events of rule '"
                                    + rule.head().title()
                                    + "'",
                            where);
                }
                found = field.name();
            }
        }
        return found;
    }

    private String timespan() throws SigmaProblem {
        SigmaNode node = correlation.need("timespan");
        if (!node.text().matches("[1-9][0-9]{0,8}[smhd]")) {
            throw new SigmaProblem(
                    "'" + node.text() + "' is not a span such as 30s, 5m, 2h or 1d", node);
        }
        return node.text();
    }

    private void putCondition(String type, Map<String, Object> item) throws SigmaProblem {
        Optional<SigmaNode> condition = correlation.at("condition");
        if (TEMPORAL.contains(type)) {
            if (condition.isPresent()) {
                new SigmaMatch(rules, type.equals("temporal_ordered"))
                        .of(condition.get())
                        .ifPresent(match -> item.put("match", match));
            }
            return;
        }
        Map<String, Object> threshold = new LinkedHashMap<>();
        SigmaNode written = correlation.need("condition");
        for (Map.Entry<String, SigmaNode> entry : written.entries().entrySet()) {
            String key = entry.getKey();
            SigmaNode value = entry.getValue();
            if (COMPARISONS.contains(key)) {
                threshold.put(key, number(value));
            } else if (key.equals("field") && VALUES.contains(type)) {
                item.put("field", field(single(value).text(), rules, value));
            } else if (key.equals("percentile") && type.equals("value_percentile")) {
                item.put("percentile", number(value));
            } else {
                throw new SigmaProblem("key '" + key + "' cannot be taken over", value);
            }
        }
        if (threshold.isEmpty() || (VALUES.contains(type) && !item.containsKey("field"))) {
            throw new SigmaProblem("the condition lacks a comparison or a field", written);
        }
        if (type.equals("value_percentile") && !item.containsKey("percentile")) {
            throw new SigmaProblem("the condition does not say which percentile", written);
        }
        if (!GROWING.containsAll(threshold.keySet()) || !COUNTS.contains(type)) {
            item.put("window", "tumbling");
        }
        item.put("threshold", threshold);
    }

    private static SigmaNode single(SigmaNode field) throws SigmaProblem {
        if (field.items().size() != 1) {
            throw new SigmaProblem("values of several fields cannot be taken over", field);
        }
        return field.items().get(0);
    }

    private static Object number(SigmaNode value) throws SigmaProblem {
        if (!value.text().matches("[0-9]{1,15}")) {
            throw new SigmaProblem("'" + value.text() + "' is not a number", value);
        }
        return Long.parseLong(value.text());
    }

    private String output(List<String> by) {
        StringBuilder output =
                new StringBuilder(head.title().replace("%", " percent")).append(" (");
        by.forEach(field -> output.append(field).append("=%").append(field).append(' '));
        return output.append("n=%corr.count)").toString();
    }
}
