// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.time.Instant;

/** The records of the rules topic to and from their Avro bodies. */
public final class RuleSetCodec {
    private static final int TYPICAL_SIZE = 1024;

    private RuleSetCodec() {}

    public static byte[] encode(RuleFiles files) {
        AvroOutput out = new AvroOutput(TYPICAL_SIZE);
        AvroLists.put(
                out,
                files.files(),
                file -> {
                    out.putString(file.name());
                    out.putString(file.text());
                });
        return out.copyBytes();
    }

    public static RuleFiles decodeFiles(byte[] array, int offset, int length) {
        AvroInput in = new AvroInput().wrap(array, offset, length);
        RuleFiles files =
                new RuleFiles(
                        AvroLists.read(in, () -> new RuleFile(in.readString(), in.readString())));
        in.expectEnd();
        return files;
    }

    public static byte[] encode(RuleSetHead head) {
        AvroOutput out = new AvroOutput(TYPICAL_SIZE);
        out.putLong(head.version());
        out.putLong(head.chunks());
        out.putString(head.sha256());
        out.putLong(head.pushedAt().toEpochMilli());
        out.putString(head.pushedBy());
        return out.copyBytes();
    }

    public static RuleSetHead decodeHead(byte[] array, int offset, int length) {
        AvroInput in = new AvroInput().wrap(array, offset, length);
        RuleSetHead head =
                new RuleSetHead(
                        in.readLong(),
                        in.readInt(),
                        in.readString(),
                        Instant.ofEpochMilli(in.readLong()),
                        in.readString());
        in.expectEnd();
        return head;
    }

    public static byte[] encode(RuleSetChunk chunk) {
        AvroOutput out = new AvroOutput(TYPICAL_SIZE + chunk.content().length);
        out.putLong(chunk.version());
        out.putLong(chunk.chunk());
        out.putLong(chunk.chunks());
        out.putBytes(chunk.content());
        return out.copyBytes();
    }

    public static RuleSetChunk decodeChunk(byte[] array, int offset, int length) {
        AvroInput in = new AvroInput().wrap(array, offset, length);
        RuleSetChunk chunk =
                new RuleSetChunk(in.readLong(), in.readInt(), in.readInt(), in.readBytes());
        in.expectEnd();
        return chunk;
    }

    public static byte[] encode(RuleSetActivation activation) {
        AvroOutput out = new AvroOutput(TYPICAL_SIZE);
        out.putLong(activation.version());
        out.putString(activation.sha256());
        out.putLong(activation.fromNanos());
        out.putBoolean(activation.shadow());
        out.putBoolean(activation.beginsAnew());
        out.putString(activation.by());
        AvroLists.put(out, activation.acknowledged(), out::putString);
        AvroLists.put(out, activation.silent(), out::putString);
        return out.copyBytes();
    }

    public static RuleSetActivation decodeActivation(byte[] array, int offset, int length) {
        AvroInput in = new AvroInput().wrap(array, offset, length);
        RuleSetActivation activation =
                new RuleSetActivation(
                        in.readLong(),
                        in.readString(),
                        in.readLong(),
                        in.readBoolean(),
                        in.readBoolean(),
                        in.readString(),
                        AvroLists.read(in, in::readString),
                        AvroLists.read(in, in::readString));
        in.expectEnd();
        return activation;
    }
}
