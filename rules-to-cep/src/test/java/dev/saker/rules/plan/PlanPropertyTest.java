// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FieldGroup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random rules over random calls: whatever a rule says yes or perhaps to has passed the kernel's
 * filter and the live one, and its type is in the plan.
 */
class PlanPropertyTest {
    private static final int RULES = 40;
    private static final int EVENTS = 300;

    private static final List<String> LEAVES =
            List.of(
                    "evt.failed = true",
                    "evt.failed != true",
                    "evt.rawres >= 0",
                    "evt.rawres < -1",
                    "evt.rawres in (-13, -2)",
                    "evt.res = SUCCESS",
                    "evt.res != SUCCESS",
                    "evt.res in (ENOENT, EACCES)",
                    "fd.num >= 0",
                    "fd.num < 3",
                    "fd.num in (-1, 5)",
                    "evt.type = open",
                    "evt.type in (openat, unlink)",
                    "evt.type != unlink",
                    "evt.is_open_write = true",
                    "evt.is_open_read = true",
                    "evt.is_open_read != true",
                    "fd.name = /etc/passwd",
                    "fd.name startswith /etc",
                    "fd.name in (/etc/shadow, /tmp/a)",
                    "fd.name pmatch (/etc, /srv)",
                    "fd.directory = /etc",
                    "fd.directory in (/, /tmp)",
                    "fd.name contains pass",
                    "fs.path.name startswith /tmp",
                    "fs.path.name = /etc/passwd",
                    "evt.arg.path = /etc/passwd",
                    "evt.arg.name startswith /etc/",
                    "proc.name = bash",
                    "proc.name exists",
                    "proc.env[LD_PRELOAD] exists",
                    "evt.dir = <");

    private static final List<String> NAMES =
            List.of(
                    "/etc/passwd",
                    "/etc/shadow",
                    "/etc//passwd",
                    "/tmp/../etc/passwd",
                    "/tmp/a",
                    "/tmp/a/",
                    "/x",
                    "passwd",
                    "../etc/shadow",
                    "/etc",
                    "/srv/b c");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void event_thatARuleMayMatch_passesEveryLevel(long seed) {
        Random random = new Random(seed);
        RuleSet rules = rules(random);
        PlanMatcher live = new PlanMatcher(List.of(rules));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);
        for (int i = 0; i < EVENTS; i++) {
            Call call = call(random);
            SyscallEventView view = new SyscallEventView(call.event);
            List<Rule> wanting = wanting(matcher, view);
            view.reset();
            assertThat(live.mayMatch(view)).isEqualTo(!wanting.isEmpty());
            for (Rule rule : wanting) {
                KernelFilter filter = FilterMaker.of(rule.condition(), call.event.type);
                assertThat(filter.passes(call.facts))
                        .as("seed %s: %s must pass %s", seed, call, filter)
                        .isTrue();
                assertThat(rule.eventCodes().get(call.event.type)).isTrue();
            }
        }
    }

    private static List<Rule> wanting(Matcher matcher, EventView event) {
        List<Rule> wanting = new ArrayList<>();
        matcher.match(
                event,
                new MatchHandler() {
                    @Override
                    public void onMatch(Rule rule, EventView matched) {
                        wanting.add(rule);
                    }

                    @Override
                    public void onUnknown(Rule rule, FieldRef field, EventView matched) {
                        wanting.add(rule);
                    }
                });
        return wanting;
    }

    private static RuleSet rules(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            text.append("- {rule: r").append(i);
            text.append(", desc: d, output: o, priority: INFO, condition: \"");
            text.append(condition(random, 3)).append("\"}\n");
        }
        return RuleCompiler.compile(
                        List.of(new RuleSource("random.yaml", text.toString())),
                        CompilerOptions.defaults())
                .ruleSet()
                .orElseThrow();
    }

    private static String condition(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return LEAVES.get(random.nextInt(LEAVES.size()));
        }
        String first = condition(random, depth - 1);
        return switch (random.nextInt(3)) {
            case 0 -> "not (" + first + ")";
            case 1 -> "(" + first + " and " + condition(random, depth - 1) + ")";
            default -> "(" + first + " or " + condition(random, depth - 1) + ")";
        };
    }

    /** A call as the state tells of it, and as the kernel sees it. */
    private record Call(EventSample event, KernelFacts facts) {
        @Override
        public String toString() {
            return event.type + " " + event.res + " " + event.args;
        }
    }

    private static Call call(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        long result = List.of(5L, 0L, -1L, -2L, -13L).get(random.nextInt(5));
        int flags = 1 + random.nextInt(3);
        EventSample event = new EventSample();
        event.res = result;
        event.projection = random.nextBoolean() ? FieldGroup.ALL : FieldGroup.DEFAULT;
        event.process.name = random.nextBoolean() ? "bash" : "cat";
        int register = 0;
        switch (random.nextInt(3)) {
            case 0 -> {
                event.type("PPME_SYSCALL_OPEN_X");
                event.args = new ArrayList<>(List.of(result, name, (long) flags));
                opened(event, name, result, flags);
            }
            case 1 -> {
                event.type("PPME_SYSCALL_OPENAT_2_X");
                event.args = new ArrayList<>(List.of(result, -100L, name, (long) flags));
                opened(event, name, result, flags);
                register = 1;
            }
            default -> {
                event.type("PPME_SYSCALL_UNLINK_2_X");
                event.args = new ArrayList<>(List.of(result, name));
                event.fd = null;
                event.shape = 0;
            }
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return new Call(event, new KernelFacts(result, flags, Map.of(register, bytes)));
    }

    private static void opened(EventSample event, String name, long result, int flags) {
        event.shape =
                ((flags & KernelTerm.READ) != 0 ? EventShape.OPEN_READ.bit() : 0)
                        | ((flags & KernelTerm.WRITE) != 0 ? EventShape.OPEN_WRITE.bit() : 0);
        event.fd.num = result < 0 ? -1 : result;
        event.fd.name = resolved(name);
    }

    /** In the directory /etc. */
    private static String resolved(String name) {
        String path = name.startsWith("/") ? name : "/etc/" + name;
        return Path.of(path).normalize().toString();
    }
}
