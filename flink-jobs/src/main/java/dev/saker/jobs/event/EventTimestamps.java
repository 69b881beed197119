// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

import org.apache.flink.api.common.eventtime.NoWatermarksGenerator;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** When records happened. How far time has come is the source's to say, if anybody's. */
public record EventTimestamps() implements WatermarkStrategy<EventRecord> {

    @Override
    public WatermarkGenerator<EventRecord> createWatermarkGenerator(
            WatermarkGeneratorSupplier.Context context) {
        return new NoWatermarksGenerator<>();
    }

    @Override
    public TimestampAssigner<EventRecord> createTimestampAssigner(
            TimestampAssignerSupplier.Context context) {
        return (record, kafkaTimestamp) ->
                record.kind == EventRecord.Kind.UNDECODABLE
                        ? kafkaTimestamp
                        : Math.floorDiv(record.countedTime(), 1_000_000L);
    }
}
