// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.plan.RulePlan;
import dev.saker.rules.plan.RulePlanner;
import dev.saker.scap.EventTable;
import dev.saker.schemas.FieldGroup;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCompilerTest {

    private static final CompilerOptions DEFAULTS = CompilerOptions.defaults();

    private static String rule(String name, String condition, String output, String tags) {
        return """
                - rule: %s
                  desc: d
                  condition: %s
                  output: "%s"
                  priority: NOTICE
                  tags: [%s]
                """
                .formatted(name, condition, output, tags);
    }

    private static Compilation compile(String text, CompilerOptions options) {
        return RuleCompiler.compile(List.of(new RuleSource("f.yaml", text)), options);
    }

    private static RuleSet ruleSet(String text, CompilerOptions options) {
        Compilation compilation = compile(text, options);
        return compilation
                .ruleSet()
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()));
    }

    private static List<String> names(String text, CompilerOptions options) {
        return ruleSet(text, options).rules().stream().map(Rule::name).toList();
    }

    private static BitSet codes(String... names) {
        BitSet codes = new BitSet();
        Stream.of(names)
                .flatMap(name -> EventTable.get().byName(name).stream())
                .forEach(event -> codes.set(event.code()));
        return codes;
    }

    @Test
    void shippedRules_allThreeFiles_compileToNinetyThreeRules() throws IOException {
        List<RuleSource> files =
                List.of(
                        Conformance.rules("falco_rules.yaml"),
                        Conformance.rules("falco-incubating_rules.yaml"),
                        Conformance.rules("falco-sandbox_rules.yaml"));
        CompilerOptions all =
                DEFAULTS.withSelection(
                        List.of(new RuleSelection(true, RuleSelection.By.RULE, "*")));

        Compilation compilation = RuleCompiler.compile(files, all);

        assertThat(compilation.errors()).isEmpty();
        assertThat(compilation.ruleSet().orElseThrow().rules()).hasSize(93);
        assertThat(RuleCompiler.compile(files, DEFAULTS).ruleSet().orElseThrow().rules())
                .hasSize(81);
    }

    @Test
    void event_notCaptured_makesTheRuleInactive() {
        String text = rule("r", "evt.type in (open, connect)\n    and proc.name=x", "o", "");
        Capture neither = new Capture(codes("close"), Set.of());
        Capture one = new Capture(codes("open"), Set.of());

        RuleSet set = ruleSet(text, DEFAULTS.withCapture(neither));
        Compilation partly = compile(text, DEFAULTS.withCapture(one));

        assertThat(set.rules()).isEmpty();
        assertThat(set.inactive())
                .hasToString(
                        "[f.yaml:3:14: rule 'r' is inactive: none of its event types is captured:"
                                + " connect, open]");
        assertThat(partly.ruleSet().orElseThrow().rules()).hasSize(1);
        assertThat(partly.warnings())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "rule 'r' never sees these of its event types, which are not captured:"
                                + " connect");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evt.type=open and k8smeta.ns.name=x | true",
                "evt.type=open and not k8smeta.ns.name in (x) | true",
                "evt.type=open and k8s.ns.name=x | false",
                "evt.type=open and fd.sip.name=x | true",
                "evt.type=open and tolower(k8smeta.ns.name)=x | true",
                "evt.type=open and not k8smeta.ns.name in () | false",
                "evt.type=open and not (evt.num=0 and k8smeta.ns.name=x) | false",
                "evt.type=open and container.id != host | false"
            })
    void field_notInTheRecord_makesTheRuleInactive(String condition, boolean inactive) {
        Capture capture = Capture.ofEvents(new BitSet());
        String text = rule("r", condition, "%k8smeta.ns.name", "");

        RuleSet set = ruleSet(text, DEFAULTS.withCapture(capture));

        assertThat(set.inactive()).hasSize(inactive ? 1 : 0);
        assertThat(set.rules()).hasSize(inactive ? 0 : 1);
        assertThat(compile(text, DEFAULTS.withCapture(capture).withStrict(true)).ruleSet())
                .matches(strict -> strict.isEmpty() == inactive);
    }

    @Test
    void source_ofAPlugin_isCheckedAndInactive() {
        String text =
                """
                - rule: r
                  desc: d
                  source: k8s_audit
                  condition: ka.verb in (create) and ka.user.groups intersects (a)
                  output: "%ka.user.name %jevt.value[/a/b]"
                  priority: INFO
                """;

        assertThat(ruleSet(text, DEFAULTS).inactive())
                .extracting(InactiveRule::reason)
                .containsExactly("events of source 'k8s_audit' are not captured");
        assertThat(compile(text.replace("ka.verb", "proc.name"), DEFAULTS).errors()).hasSize(1);
    }

    @Test
    void source_unknown_isSkippedWithAWarning() {
        Compilation compilation =
                compile(
                        rule("r", "x.y=1", "o", "").replace("desc: d", "desc: d\n  source: moon"),
                        DEFAULTS);

        assertThat(compilation.ruleSet().orElseThrow().rules()).isEmpty();
        assertThat(compilation.warnings())
                .extracting(Diagnostic::message)
                .containsExactly("Unknown source moon, skipping");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proc.name=x | o | ''",
                "proc.pcmdline=x | o | PARENT_DETAILS",
                "proc.aexe[1]=x | o | PARENT_DETAILS",
                "proc.aexe[0]=x | o | ''",
                "proc.acmdline=x | o | ANCESTOR_DETAILS,PARENT_DETAILS",
                "proc.aname=x | o | ''",
                "proc.env[A]=x | o | ENVIRONMENT",
                "evt.buffer contains x | o | DATA",
                "evt.arg.data contains x | o | DATA",
                "evt.arg.flags contains x | %evt.args | CGROUPS,DATA,ENVIRONMENT",
                "proc.name=x | %proc.sname %user.shell | LEADERS,USER_DETAILS"
            })
    void fieldGroups_ofConditionAndOutput_areAddedUp(
            String condition, String output, String groups) {
        int expected =
                Stream.of(groups.split(","))
                        .filter(group -> !group.isEmpty())
                        .mapToInt(group -> FieldGroup.valueOf(group).bit())
                        .sum();

        RuleSet set = ruleSet(rule("r", "evt.type=open and " + condition, output, ""), DEFAULTS);

        assertThat(set.fieldGroups()).isEqualTo(expected);
        assertThat(set.eventCodes()).isEqualTo(codes("open"));
    }

    @Test
    void suggestedOutput_isAskedForOnceAndPlannedForAllOutputs() {
        RuleSet set =
                ruleSet(rule("r", "evt.type=open", "o", ""), DEFAULTS.withSuggestedOutput(true));
        BitSet supported = codes("open");

        RulePlan plan = RulePlanner.plan(set, supported, new BitSet());

        assertThat(set.fieldGroups()).isEqualTo(FieldGroup.CONTAINER_NAMES.bit());
        assertThat(plan.groups())
                .containsOnlyKeys(FieldGroup.CONTAINER_NAMES)
                .allSatisfy(
                        (group, causes) ->
                                assertThat(causes)
                                        .allMatch(cause -> cause.startsWith("every output (")));
    }

    @Test
    void selection_byTag_isAppliedInOrder() {
        String text =
                rule("open_1", "evt.type=open", "o", "a")
                        + rule("open_2", "evt.type=open", "o", "b")
                        + rule("open_4", "evt.type=open", "o", "a, b")
                        + rule("open_12", "evt.type=open", "o", "");
        RuleSelection noA = new RuleSelection(false, RuleSelection.By.TAG, "a");
        RuleSelection nothing = new RuleSelection(false, RuleSelection.By.RULE, "*");
        RuleSelection onlyA = new RuleSelection(true, RuleSelection.By.TAG, "a");
        RuleSelection exact = new RuleSelection(false, RuleSelection.By.RULE, "open_1");

        assertThat(names(text, DEFAULTS.withSelection(List.of(noA))))
                .containsExactly("open_2", "open_12");
        assertThat(names(text, DEFAULTS.withSelection(List.of(nothing, onlyA))))
                .containsExactly("open_1", "open_4");
        assertThat(names(text, DEFAULTS.withSelection(List.of(exact))))
                .containsExactly("open_2", "open_4", "open_12");
    }

    @ParameterizedTest
    @CsvSource({
        "open_from*, open_from_cat, true",
        "open_from, open_from_cat, false",
        "*cat, open_from_cat, true",
        "*a, aba, false",
        "o*f*t, open_from_cat, true",
        "*, anything, true",
        "'', '', true",
        "**, x, true"
    })
    void pattern_ofARuleName_isAnchored(String pattern, String name, boolean selected) {
        RuleSelection selection = new RuleSelection(true, RuleSelection.By.RULE, pattern);

        assertThat(selection.selects(name, Set.of())).isEqualTo(selected);
    }

    @Test
    void priority_belowTheThreshold_isNotInTheSetWhateverIsSelected() {
        CompilerOptions options =
                DEFAULTS.withMinPriority(Priority.WARNING)
                        .withSelection(
                                List.of(new RuleSelection(true, RuleSelection.By.RULE, "*")));

        assertThat(names(rule("r", "evt.type=open", "o", ""), options)).isEmpty();
    }

    @Test
    void fingerprint_isOfTheMeaningNotTheText() {
        String plain = rule("r", "evt.type=open and proc.name in (a, b)", "o", "x, y");
        String list = "- list: l\n  items: [a, b]\n";
        String other = list + rule("r", "(evt.type = open) and proc.name in (l)", "o", "y, x");

        assertThat(ruleSet(other, DEFAULTS).fingerprint())
                .hasSize(64)
                .isEqualTo(ruleSet(plain, DEFAULTS).fingerprint())
                .isNotEqualTo(ruleSet(plain.replace("(a, b)", "(a, c)"), DEFAULTS).fingerprint());
    }

    @Test
    void errors_inSeveralItems_areAllReportedAndNoneTwice() {
        String text =
                """
                - macro: broken
                  condition: evt.type=open and (
                - rule: a
                  desc: d
                  condition: broken and proc.nobody=x
                  output: "%nothing.here"
                  priority: INFO
                - rule: b
                  desc: d
                  condition: broken
                  output: "100%"
                  priority: INFO
                - list: l
                - 12
                """;

        Compilation compilation = compile(text, DEFAULTS);

        assertThat(compilation.ruleSet()).isEmpty();
        assertThat(compilation.errors())
                .extracting(d -> d.span().line() + ": " + d.message())
                .containsExactlyInAnyOrder(
                        "2: expected a '(' token, a field check, or an identifier",
                        "5: filter_check called with nonexistent field proc.nobody",
                        "6: unknown filter: %nothing.here",
                        "11: formatting cannot end with a %",
                        "13: Item has no mapping for key 'items'",
                        "14: Unexpected element type. Each element should be a map");
    }
}
