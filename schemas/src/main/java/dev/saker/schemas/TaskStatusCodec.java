// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.time.Instant;

/** {@link TaskStatus} to and from its Avro body. */
public final class TaskStatusCodec {
    private static final int TYPICAL_SIZE = 256;

    private TaskStatusCodec() {}

    public static byte[] encode(TaskStatus status) {
        AvroOutput out = new AvroOutput(TYPICAL_SIZE);
        out.putString(status.job());
        out.putLong(status.task());
        out.putLong(status.tasks());
        out.putString(status.host());
        out.putLong(status.time().toEpochMilli());
        out.putLong(status.ruleSet());
        out.putLong(status.shadow());
        out.putLong(status.newest());
        AvroLists.put(out, status.refused(), version -> out.putLong(version));
        return out.copyBytes();
    }

    public static TaskStatus decode(byte[] array, int offset, int length) {
        AvroInput in = new AvroInput().wrap(array, offset, length);
        TaskStatus status =
                new TaskStatus(
                        in.readString(),
                        in.readInt(),
                        in.readInt(),
                        in.readString(),
                        Instant.ofEpochMilli(in.readLong()),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        AvroLists.read(in, in::readLong));
        in.expectEnd();
        return status;
    }
}
