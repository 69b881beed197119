// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.correlate.CorrelationWays;
import dev.saker.jobs.correlate.FleetHit;
import dev.saker.jobs.correlate.FleetOperator;
import dev.saker.jobs.correlate.FoldOperator;
import dev.saker.jobs.correlate.HostOperator;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.marker.GapFunction;
import dev.saker.jobs.match.MatchFunction;
import dev.saker.jobs.match.NoticeFunction;
import dev.saker.jobs.match.RuleOrigin;
import dev.saker.jobs.stage.AlertSignal;
import dev.saker.jobs.stage.AlertWays;
import dev.saker.jobs.stage.IncidentOperator;
import dev.saker.jobs.stage.RiskOperator;
import dev.saker.jobs.stage.SuppressOperator;
import dev.saker.rules.match.MatchMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * From events to what leaves the job: the part of the graph that live detection and replay have in
 * common. The match shares the vertex of the source; only what is rare crosses to another.
 */
record DetectionGraph(
        TopicNames topics,
        RegistryAddress registry,
        MatchMode mode,
        RuleOrigin rules,
        EventDrops onDrops,
        boolean bounded) {

    DataStream<OutgoingRecord> behind(DataStream<EventRecord> events) {
        SingleOutputStreamOperator<OutgoingRecord> matches =
                events.process(new MatchFunction(topics, registry, mode, rules))
                        .returns(OutgoingRecord.class)
                        .name("match")
                        .uid("match");

        DataStream<OutgoingRecord> gaps =
                matches.getSideOutput(MatchFunction.MARKERS)
                        .keyBy(marker -> marker.node, Types.STRING)
                        .process(new GapFunction(topics, registry, onDrops))
                        .returns(OutgoingRecord.class)
                        .name("gaps")
                        .uid("gaps");

        DataStream<OutgoingRecord> notices =
                matches.getSideOutput(MatchFunction.NOTICES)
                        .keyBy(notice -> notice.id, Types.STRING)
                        .process(new NoticeFunction())
                        .returns(OutgoingRecord.class)
                        .name("notices")
                        .uid("notices");

        return matches.union(gaps, notices).union(correlated(matches));
    }

    /**
     * One operator for keys that are one host's and one for those that are not, whatever the rules
     * ask for; then what is done with alerts, each keyed by its own.
     */
    private DataStream<OutgoingRecord> correlated(
            SingleOutputStreamOperator<OutgoingRecord> matches) {
        TypeInformation<OutgoingRecord> records = TypeInformation.of(OutgoingRecord.class);
        SingleOutputStreamOperator<OutgoingRecord> fleet =
                matches.getSideOutput(CorrelationWays.FLEET)
                        .transform(
                                "fold hits",
                                TypeInformation.of(FleetHit.class),
                                new FoldOperator(bounded))
                        .uid("fold-hits")
                        .keyBy(hit -> hit.key, Types.STRING)
                        .transform(
                                "correlate across hosts",
                                records,
                                new FleetOperator(topics, registry, rules, bounded))
                        .uid("correlate-fleet");
        SingleOutputStreamOperator<OutgoingRecord> hosts =
                matches.getSideOutput(CorrelationWays.HOSTS)
                        .union(fleet.getSideOutput(CorrelationWays.HOSTS))
                        .keyBy(signal -> signal.node, Types.STRING)
                        .transform(
                                "correlate by host",
                                records,
                                new HostOperator(topics, registry, rules, bounded))
                        .uid("correlate-host");
        SingleOutputStreamOperator<OutgoingRecord> suppress =
                alerts(AlertWays.THROTTLES, matches, fleet, hosts)
                        .transform(
                                "suppress",
                                records,
                                new SuppressOperator(topics, registry, rules, bounded))
                        .uid("suppress");
        DataStream<OutgoingRecord> risk =
                alerts(AlertWays.RISKS, matches, fleet, hosts)
                        .transform(
                                "risk", records, new RiskOperator(topics, registry, rules, bounded))
                        .uid("risk");
        DataStream<OutgoingRecord> incidents =
                alerts(AlertWays.INCIDENTS, matches, fleet, hosts, suppress)
                        .transform(
                                "incidents",
                                records,
                                new IncidentOperator(topics, registry, rules, bounded))
                        .uid("incidents");
        return fleet.union(hosts, suppress, risk, incidents);
    }

    @SafeVarargs
    private static KeyedStream<AlertSignal, String> alerts(
            OutputTag<AlertSignal> way, SingleOutputStreamOperator<OutgoingRecord>... from) {
        DataStream<AlertSignal> all = from[0].getSideOutput(way);
        for (int i = 1; i < from.length; i++) {
            all = all.union(from[i].getSideOutput(way));
        }
        return all.keyBy(signal -> signal.key, Types.STRING);
    }
}
