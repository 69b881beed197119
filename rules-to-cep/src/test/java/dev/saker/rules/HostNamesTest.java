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
    private static final byte[] ADDRESS = {10, 0, 0, 6};
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
        EventSample connection = connection();

        assertThat(matches(condition, connection, HOSTS)).isEqualTo(expected);
        assertThat(matches(condition, connection, new Late())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"fd.sip.name = db", "fd.sip.name != db", "fd.sip.name in (db)"})
    void condition_onNoConnection_isFalse(String condition) {
        assertThat(matches(condition, new EventSample(), HOSTS)).isFalse();
        assertThat(matches(condition, new EventSample(), new Late())).isFalse();
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
    void lateResolver_isAskedOnce_byTheEventWhoseOutcomeHangsOnIt() {
        Late hosts = new Late();
        String condition = "fd.sip.name = db and fd.cport = 4000";
        RuleSet rules = compile(condition, all().withHosts(hosts));
        Matcher matcher = new Matcher(rules.rules(), MatchMode.ALL);
        EventSample other = connection();
        other.fd.tuple = new Tuple(ADDRESS, 4001, ADDRESS, 5432, TupleEnd.CLIENT);

        assertThat(matches(matcher, other)).isFalse();
        assertThat(hosts.asked).isEmpty();

        assertThat(matches(matcher, connection())).isTrue();
        assertThat(matches(matcher, connection())).isTrue();
        assertThat(hosts.asked).containsExactly("db");
    }

    /** However dear it is to find out: what settles it here, no index knows. */
    @Test
    void lateResolver_isNotAskedWhereAnythingElseSettlesTheMatter() {
        Late hosts = new Late();
        String condition = "fd.sip.name = db and toupper(proc.exe) = val(proc.name)";
        RuleSet rules = compile(condition, all().withHosts(hosts));

        assertThat(matches(new Matcher(rules.rules(), MatchMode.ALL), connection())).isFalse();
        assertThat(hosts.asked).isEmpty();
    }

    @Test
    void namesInRulesThatAreOff_areNotAskedFor() {
        List<String> asked = new ArrayList<>();
        HostResolver hosts =
                name -> {
                    asked.add(name);
                    return List.of();
                };
        String rule = rule("fd.sip.name = db") + "  enabled: false\n";

        RuleCompiler.compile(List.of(new RuleSource("test", rule)), all().withHosts(hosts));

        assertThat(asked).isEmpty();
    }

    @Test
    void fingerprint_tellsAddressesApart() {
        ResolvedHosts others = new ResolvedHosts(Map.of("db", List.of("10.0.0.7")));
        String condition = "fd.sip.name = db";

        assertThat(compile(condition, all().withHosts(HOSTS)).fingerprint())
                .isEqualTo(compile(condition, all().withHosts(HOSTS)).fingerprint())
                .isNotEqualTo(compile(condition, all().withHosts(others)).fingerprint());
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

    /** Has the same addresses, and notes who asks. */
    private static final class Late implements HostResolver {
        private final List<String> asked = new ArrayList<>();

        @Override
        public List<String> addresses(String name) {
            asked.add(name);
            return HOSTS.addresses(name);
        }

        @Override
        public boolean isLate() {
            return true;
        }
    }

    private static EventSample connection() {
        EventSample connection = new EventSample();
        connection.fd = new Fd();
        connection.fd.type = FdType.IPV4;
        connection.fd.flags = FdFlag.ROLE_KNOWN.bit();
        connection.fd.tuple =
                new Tuple(new byte[] {10, 0, 0, 9}, 4000, ADDRESS, 5432, TupleEnd.CLIENT);
        return connection;
    }

    private static boolean matches(String condition, EventSample sample, HostResolver hosts) {
        RuleSet rules = compile(condition, all().withHosts(hosts));
        assertThat(rules.inactive()).isEmpty();
        return matches(new Matcher(rules.rules(), MatchMode.ALL), sample);
    }

    private static boolean matches(Matcher matcher, EventSample sample) {
        List<String> matched = new ArrayList<>();
        matcher.match(
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
        return RuleCompiler.compile(List.of(new RuleSource("test", rule(condition))), options)
                .ruleSet()
                .orElseThrow();
    }

    private static String rule(String condition) {
        return """
                - rule: test
                  desc: d
                  condition: %s
                  output: o
                  priority: DEBUG
                  warn_evttypes: false
                """
                .formatted(condition);
    }
}
