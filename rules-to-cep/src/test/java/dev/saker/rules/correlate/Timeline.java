// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.correlate.run.CorrelationRun;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.schemas.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events drawn as lines, one for each user: a letter is an event of the process of that name at the
 * time of its column; those in parentheses come at one time. A dot is nothing, a blank nothing at
 * all. What comes out is drawn in the same way, with an exclamation mark for each alert.
 */
final class Timeline {

    private static final String NODE = "node-1";
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private record Drawn(long column, String user, char letter, int order) {}

    private Timeline() {}

    /** The lines of alerts, by user. */
    static Map<String, String> run(String rules, Map<String, String> lines) {
        Map<String, char[]> drawn = new TreeMap<>();
        for (Alert alert : alerts(rules, lines)) {
            String user = alert.message().split(" ")[0];
            int column = (int) ((alert.time() - START) / SECOND);
            char[] line = drawn.computeIfAbsent(user, key -> ".".repeat(200).toCharArray());
            line[column] = line[column] == '.' ? '!' : '2';
        }
        Map<String, String> out = new TreeMap<>();
        drawn.forEach((user, line) -> out.put(user, new String(line).replaceAll("\\.+$", "")));
        return out;
    }

    static List<Alert> alerts(String rules, Map<String, String> lines) {
        RuleSet ruleSet = compile(rules);
        CorrelationSet set = ruleSet.correlations();
        Matcher matcher = new Matcher(ruleSet, MatchMode.ALL);
        List<Alert> alerts = new ArrayList<>();
        CorrelationRun run = new CorrelationRun(set, alerts::add);
        List<Drawn> events = new ArrayList<>();
        lines.forEach((user, line) -> draw(user, line, events));
        events.sort(Comparator.comparingLong(Drawn::column).thenComparingInt(Drawn::order));
        AvroEventView view = new AvroEventView();
        for (Drawn event : events) {
            byte[] record = sample(event).record();
            view.wrap(record, 0, record.length);
            run.time(view.time(), NODE);
            matcher.match(
                    view,
                    new MatchHandler() {
                        @Override
                        public void onMatch(Rule rule, EventView matched) {
                            run.matched(rule, matched, NODE);
                        }

                        @Override
                        public void onUnknown(Rule rule, FieldRef field, EventView matched) {
                            throw new AssertionError("undecided: " + field);
                        }
                    });
            run.event(view, NODE);
        }
        return alerts;
    }

    private static RuleSet compile(String rules) {
        RuleSource file = new RuleSource("rules.yaml", rules);
        Compilation compilation = RuleCompiler.compile(List.of(file), CompilerOptions.defaults());
        return compilation
                .ruleSet()
                .orElseThrow(
                        () -> new AssertionError(DiagnosticText.render(compilation.diagnostics())));
    }

    private static EventSample sample(Drawn drawn) {
        EventSample event = new EventSample();
        event.time = START + drawn.column * SECOND;
        event.tid = drawn.order;
        event.process.name = String.valueOf(drawn.letter);
        event.user.name = drawn.user;
        return event;
    }

    private static void draw(String user, String line, List<Drawn> events) {
        long column = 0;
        boolean together = false;
        for (char c : line.toCharArray()) {
            if (c == '(' || c == ')') {
                together = c == '(';
                column += together ? 0 : 1;
                continue;
            }
            if (Character.isLetter(c)) {
                events.add(new Drawn(column, user, c, events.size()));
            }
            column += together ? 0 : 1;
        }
    }
}
