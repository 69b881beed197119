// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.marker.GapFunction;
import dev.saker.jobs.match.MatchFunction;
import dev.saker.jobs.match.NoticeFunction;
import dev.saker.jobs.match.RuleOrigin;
import dev.saker.rules.match.MatchMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From events to what leaves the job: the part of the graph that live detection and replay have in
 * common. The match shares the vertex of the source; only what is rare crosses to another.
 */
record DetectionGraph(
        TopicNames topics,
        RegistryAddress registry,
        MatchMode mode,
        RuleOrigin rules,
        EventDrops onDrops) {

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

        return matches.union(gaps, notices);
    }
}
