// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventSample.Fd;
import dev.saker.rules.event.EventSample.Tuple;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.TupleEnd;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of hosts in conditions stand for the addresses they had when the rules were compiled. */
class HostNamesTest {
    private static final ResolvedHosts HOSTS =
            new ResolvedHosts(
                    Map.of("db", List.of("10.0.0.5", "10.0.0.6", "::1"), "nowhere", List.of()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd.sip.name = db | true",
                "fd.cip.name = db | false",
                "fd.sip.name != db | false",
                "fd.cip.name != db | true",
                "fd.sip.name in (nowhere, db) | true",
                "fd.sip.name in (nowhere) | false",
                "not fd.sip.name in (nowhere) | true",
                "fd.sip.name = nowhere | false",
                "fd.sip.name != nowhere | true",
                "fd.sip.name = never_asked_for | false"
            })
    void condition_onAConnection_asksForTheAddress(String condition, boolean expected) {
        EventSample connection = new EventSample();
        connection.fd = new Fd();
        connection.fd.type = FdType.IPV4;
        connection.fd.flags = FdFlag.ROLE_KNOWN.bit();
        connection.fd.tuple =
                new Tuple(
                        new byte[] {10, 0, 0, 9},
                        4000,
                        new byte[] {10, 0, 0, 6},
                        5432,
                        TupleEnd.CLIENT);

        assertThat(matches(condition, connection)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"fd.sip.name = db", "fd.sip.name != db", "fd.sip.name in (db)"})
    void condition_onNoConnection_isFalse(String condition) {
        assertThat(matches(condition, new EventSample())).isFalse();
    }

    @Test
    void resolver_isToldBeforehandOfEveryName_once() {
        List<String> told = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        HostResolver resolver =
                new HostResolver() {
                    @Override
                    public void expect(Collection<String> names) {
                        assertThat(asked).isEmpty();
                        told.addAll(names);
                    }

                    @Override
                    public List<String> addresses(String name) {
                        asked.add(name);
                        return List.of();
                    }
                };

        compile("fd.sip.name in (db, cache) or fd.cip.name = db", all().withHosts(resolver));

        assertThat(told).containsExactlyInAnyOrder("db", "cache");
        assertThat(told).containsAll(asked);
    }

    @Test
    void withoutAResolver_theRuleIsInactive() {
        CompilerOptions options =
                CompilerOptions.defaults().withCapture(Capture.ofEvents(new BitSet()));

        assertThat(compile("fd.sip.name = db", options).inactive()).hasSize(1);
    }

    @Test
    void resolvedHosts_writtenAndRead_areTheSame() {
        assertThat(ResolvedHosts.parse(HOSTS.text())).isEqualTo(HOSTS);
        assertThat(RuleCompiler.compile(List.of(new RuleSource("hosts", HOSTS.text())), all()))
                .satisfies(none -> assertThat(none.diagnostics()).isEmpty());
    }

    private static boolean matches(String condition, EventSample sample) {
        RuleSet rules = compile(condition, all().withHosts(HOSTS));
        assertThat(rules.inactive()).isEmpty();
        List<String> matched = new ArrayList<>();
        new Matcher(rules, MatchMode.ALL)
                .match(
                        sample.view(),
                        new MatchHandler() {
                            @Override
                            public void onMatch(Rule rule, EventView event) {
                                matched.add(rule.name());
                            }

                            @Override
                            public void onUnknown(Rule rule, FieldRef field, EventView event) {
                                matched.add("unknown " + field);
                            }
                        });
        return matched.equals(List.of("test"));
    }

    private static CompilerOptions all() {
        return CompilerOptions.defaults().withCapture(Capture.ofRecordings());
    }

    private static RuleSet compile(String condition, CompilerOptions options) {
        String text =
                """
                - rule: test
                  desc: d
                  condition: %s
                  output: o
                  priority: DEBUG
                  warn_evttypes: false
                """
                        .formatted(condition);
        return RuleCompiler.compile(List.of(new RuleSource("test", text)), options)
                .ruleSet()
                .orElseThrow();
    }
}
