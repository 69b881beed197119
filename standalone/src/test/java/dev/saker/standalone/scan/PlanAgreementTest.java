// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.PlannedRules;
import dev.saker.collector.SensorPlan;
import dev.saker.collector.recording.Replay;
import dev.saker.collector.recording.ReplayHandler;
import dev.saker.probe.Probe;
import dev.saker.rules.Capture;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.correlate.run.StepMatcher;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.rules.plan.KernelFacts;
import dev.saker.rules.plan.KernelFilter;
import dev.saker.rules.plan.NameArguments;
import dev.saker.rules.plan.PlanMatcher;
import dev.saker.ruleset.ShippedRules;
import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedInterface;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordedUser;
import dev.saker.scap.file.RecordingHandler;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.SyscallEventSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What rules and steps find in a recording with the plan between, all its levels, is what they find
 * without: the kernel's filter decides by the same predicate as the BPF program (which a live test
 * holds it to), and the state of the host sees only what passes.
 */
class PlanAgreementTest {

    @ParameterizedTest
    @ValueSource(strings = {"stable", "all3", "shipped"})
    void findings_withThePlan_areThoseWithout(String set) throws IOException {
        RuleSet rules = rules(set);
        SensorPlan plan =
                SensorPlan.following(
                        List.of(new PlannedRules(rules, false)), new BitSet(), Set.of(), 0);
        BitSet everything = Probe.ordinaryEvents();
        everything.or(plan.captured());

        Findings without = new Findings(rules, everything);
        long all = run(without, everything, Map.of());
        Findings with = new Findings(rules, plan.published());
        with.filter = new PlanMatcher(List.of(rules));
        long passed = run(with, plan.captured(), plan.decided().kernel());

        assertThat(without.found).isNotEmpty();
        assertThat(with.found).isEqualTo(without.found);
        assertThat(passed).as("events that the kernel sends").isLessThan(all);
        assertThat(with.left).as("events that leave").isLessThan(passed);
    }

    private static RuleSet rules(String set) throws IOException {
        List<RuleSource> sources =
                set.equals("shipped")
                        ? ShippedRules.files().stream()
                                .map(file -> new RuleSource(file.name(), file.text()))
                                .toList()
                        : FalcoFiles.rules(set);
        CompilerOptions options =
                CompilerOptions.defaults()
                        .withCapture(Capture.ofEvents(new BitSet()))
                        .withHosts(name -> List.of());
        return RuleCompiler.compile(sources, options).ruleSet().orElseThrow();
    }

    private static long run(Findings findings, BitSet captured, Map<Integer, KernelFilter> kernel)
            throws IOException {
        Kernel sensor = new Kernel(new Replay(findings), captured, kernel);
        try (RecordingReader reader = RecordingReader.open(FalcoFiles.recording("triggers"))) {
            reader.readAll(sensor);
        }
        return sensor.passed;
    }

    /** The kernel's side of a plan, before a recording's host. */
    private static final class Kernel implements RecordingHandler {
        private final Replay host;
        private final BitSet captured;
        private final Map<Integer, KernelFilter> filters;
        private final ScapEvent event = new ScapEvent();
        private final byte[] bytes = new byte[1 << 16];
        private long passed;

        Kernel(Replay host, BitSet captured, Map<Integer, KernelFilter> filters) {
            this.host = host;
            this.captured = captured;
            this.filters = filters;
        }

        @Override
        public void onEvent(ByteBuffer buffer, int offset, int length, int cpu, int flags) {
            event.wrap(buffer, offset);
            KernelFilter filter = filters.get(event.type());
            boolean isOfCalls = EventTable.get().event(event.type()).isExit();
            if (isOfCalls && !captured.get(event.type())) {
                return;
            }
            if (filter == null || filter.passes(facts())) {
                passed++;
                host.onEvent(buffer, offset, length, cpu, flags);
            }
        }

        private KernelFacts facts() {
            int flags = event.info().paramIndex("flags");
            Map<Integer, byte[]> names = new HashMap<>();
            NameArguments.of(event.type())
                    .parameters()
                    .forEach((register, name) -> put(names, register, name));
            return new KernelFacts(
                    event.longParam(0), flags < 0 ? 0 : (int) event.longParam(flags, 0), names);
        }

        private void put(Map<Integer, byte[]> names, int register, String parameter) {
            int param = event.info().paramIndex(parameter);
            int length = event.copyParam(param, bytes, 0);
            if (length > 0) {
                names.put(register, Arrays.copyOf(bytes, length - 1));
            }
        }

        @Override
        public void onBegin() {
            host.onBegin();
        }

        @Override
        public void onMachine(Machine machine) {
            host.onMachine(machine);
        }

        @Override
        public void onInterface(RecordedInterface address) {
            host.onInterface(address);
        }

        @Override
        public void onUser(RecordedUser user) {
            host.onUser(user);
        }

        @Override
        public void onGroup(RecordedGroup group) {
            host.onGroup(group);
        }

        @Override
        public void onProcess(RecordedProcess process) {
            host.onProcess(process);
        }

        @Override
        public void onDescriptor(long tid, RecordedDescriptor descriptor) {
            host.onDescriptor(tid, descriptor);
        }
    }

    /** What rules and steps of correlations find, by name and id of the event. */
    private static final class Findings implements ReplayHandler, MatchHandler {
        private final Matcher rules;
        private final StepMatcher steps;
        private final BitSet published;
        private final List<String> found = new ArrayList<>();
        private PlanMatcher filter;
        private SyscallEventView view;
        private long left;

        Findings(RuleSet set, BitSet published) {
            this.rules = new Matcher(set, MatchMode.ALL);
            this.steps = new StepMatcher(set.correlations());
            this.published = published;
        }

        @Override
        public void onBegin(SyscallEventSource source) {
            view = new SyscallEventView(source);
        }

        @Override
        public void onEvent() {
            view.reset();
            if (!published.get(view.type()) || filter != null && !filter.mayMatch(view)) {
                return;
            }
            left++;
            rules.match(view, this);
            view.reset();
            steps.match(
                    view,
                    () -> "node",
                    0,
                    hit -> found.add(hit.correlation() + " " + hit.inputs() + " " + view.id()));
        }

        @Override
        public void onMatch(Rule rule, EventView event) {
            found.add(rule.name() + " " + event.id());
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            found.add("perhaps " + rule.name() + " " + event.id());
        }
    }
}
