// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.Checker;
import dev.saker.rules.check.FieldUses;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceText;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.FileLoader;
import dev.saker.rules.resolve.Resolution;
import dev.saker.rules.resolve.Resolver;
import dev.saker.rules.syntax.ConditionPrinter;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Parser;
import dev.saker.scap.EventTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds loading, resolving and checking against what Falco says of its own rule files: if the
 * expanded condition reads the same, macros, lists and definitions were understood the same.
 */
class DescriptionConformanceTest {

    private final Findings findings = new Findings();
    private final Definitions definitions = new Definitions();
    private Resolution resolution;
    private List<CheckedRule> checked;

    private JsonNode load(String file) throws IOException {
        FieldCatalog catalog = FieldCatalog.get();
        new FileLoader(definitions, catalog, findings).load(Conformance.rules(file + ".yaml"));
        resolution = new Resolver(catalog, findings).resolve(definitions);
        checked = new Checker(catalog, findings).check(resolution.rules());
        return Conformance.json("expected/describe_" + file + ".json.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"falco_rules", "falco-incubating_rules", "falco-sandbox_rules"})
    void rules_shipped_readAsFalcoReadsThem(String file) throws IOException {
        JsonNode expected = load(file);

        assertThat(findings.errorCount()).as(DiagnosticText.render(findings.all())).isZero();
        Map<String, String> conditions = new LinkedHashMap<>();
        checked.forEach(
                rule ->
                        conditions.put(
                                rule.definition().name(),
                                ConditionPrinter.print(rule.expression())));
        assertThat(conditions)
                .containsExactlyEntriesOf(
                        described(expected, "rules", node -> text(node, "condition_compiled")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"falco_rules", "falco-incubating_rules", "falco-sandbox_rules"})
    void rules_shipped_haveFalcosFieldsAndEvents(String file) throws IOException {
        JsonNode expected = load(file);

        assertThat(perRule(rule -> fields(FieldUses.of(rule.condition()))))
                .isEqualTo(described(expected, "rules", node -> set(node, "condition_fields")));
        assertThat(perRule(DescriptionConformanceTest::events))
                .isEqualTo(described(expected, "rules", node -> set(node, "events")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"falco_rules", "falco-incubating_rules", "falco-sandbox_rules"})
    void macros_shipped_readAsFalcoReadsThem(String file) throws IOException {
        JsonNode expected = load(file);

        Map<String, String> conditions = new LinkedHashMap<>();
        definitions
                .macros()
                .forEach(
                        macro -> {
                            Expression body =
                                    resolution.macros().condition(macro.name()).orElseThrow();
                            conditions.put(macro.name(), ConditionPrinter.print(body));
                        });
        assertThat(conditions)
                .isEqualTo(described(expected, "macros", node -> text(node, "condition_compiled")));
        assertThat(used(definitions.macros().stream().map(m -> m.name()).toList(), true))
                .isEqualTo(described(expected, "macros", node -> text(node, "used")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"falco_rules", "falco-incubating_rules", "falco-sandbox_rules"})
    void lists_shipped_readAsFalcoReadsThem(String file) throws IOException {
        JsonNode expected = load(file);

        Map<String, List<String>> items = new LinkedHashMap<>();
        definitions
                .lists()
                .forEach(
                        list ->
                                items.put(
                                        list.name(),
                                        resolution.lists().items(list.name()).orElseThrow().stream()
                                                .map(item -> item.text())
                                                .toList()));
        assertThat(items)
                .isEqualTo(described(expected, "lists", node -> list(node, "items_compiled")));
        assertThat(used(definitions.lists().stream().map(l -> l.name()).toList(), false))
                .isEqualTo(described(expected, "lists", node -> text(node, "used")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"falco_rules", "falco-incubating_rules", "falco-sandbox_rules"})
    void conditions_printedToParseAgain_areTheSame(String file) throws Exception {
        load(file);

        for (CheckedRule rule : checked) {
            String printed = ConditionPrinter.printReparsable(rule.expression());
            SourceText source = new SourceText("printed", printed);
            Expression again = Parser.parse(LocatedText.of(printed, source::span));

            assertThat(ConditionPrinter.print(again))
                    .isEqualTo(ConditionPrinter.print(rule.expression()));
        }
    }

    private Map<String, String> used(List<String> names, boolean macros) {
        Set<String> used = macros ? resolution.macros().used() : resolution.lists().used();
        return names.stream()
                .collect(Collectors.toMap(n -> n, n -> String.valueOf(used.contains(n))));
    }

    private <T> Map<String, T> perRule(java.util.function.Function<CheckedRule, T> property) {
        Map<String, T> properties = new LinkedHashMap<>();
        checked.forEach(rule -> properties.put(rule.definition().name(), property.apply(rule)));
        return properties;
    }

    private static Set<String> fields(List<FieldRef> refs) {
        return refs.stream().map(FieldRef::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Falco offers asynchronous events to every rule. */
    private static Set<String> events(CheckedRule rule) {
        Set<String> names = new TreeSet<>(Set.of("asyncevent"));
        rule.eventCodes().stream().forEach(code -> names.add(EventTable.get().event(code).name()));
        return names;
    }

    private static <T> Map<String, T> described(
            JsonNode document, String kind, java.util.function.Function<JsonNode, T> property) {
        Map<String, T> described = new LinkedHashMap<>();
        for (JsonNode node : document.get(kind)) {
            described.put(
                    node.get("info").get("name").asText(), property.apply(node.get("details")));
        }
        return described;
    }

    private static String text(JsonNode details, String key) {
        return details.get(key).asText();
    }

    private static List<String> list(JsonNode details, String key) {
        List<String> texts = new ArrayList<>();
        details.get(key).forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static Set<String> set(JsonNode details, String key) {
        return new TreeSet<>(list(details, key));
    }
}
