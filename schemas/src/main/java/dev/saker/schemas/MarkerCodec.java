// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** {@link Marker} to and from its Avro body. */
public final class MarkerCodec {
    private static final int TYPICAL_SIZE = 1024;
    private static final MarkerKind[] KINDS = MarkerKind.values();

    private MarkerCodec() {}

    public static byte[] encode(Marker marker) {
        AvroOutput out = new AvroOutput(TYPICAL_SIZE);
        out.putString(marker.node());
        out.putLong(marker.kind().ordinal());
        out.putLong(marker.time());
        out.putLong(marker.run());
        out.putLong(marker.pubSeq());
        out.putLong(marker.plan());
        out.putLong(marker.projection());
        AvroLists.put(out, marker.eventTypes(), code -> out.putLong(code));
        out.putLong(marker.read());
        out.putLong(marker.published());
        AvroLists.put(out, marker.losses(), loss -> putLoss(out, loss));
        out.putLong(marker.ruleSet());
        AvroLists.put(out, marker.filteredTypes(), code -> out.putLong(code));
        AvroLists.put(out, marker.conditions(), digest -> out.putLong(digest));
        return out.copyBytes();
    }

    public static Marker decode(byte[] array, int offset, int length) {
        AvroInput in = new AvroInput().wrap(array, offset, length);
        Marker marker =
                new Marker(
                        in.readString(),
                        KINDS[in.readBranch(KINDS.length)],
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readInt(),
                        AvroLists.read(in, in::readInt),
                        in.readLong(),
                        in.readLong(),
                        AvroLists.read(
                                in, () -> new Loss(in.readString(), in.readInt(), in.readLong())),
                        in.readLong(),
                        AvroLists.read(in, in::readInt),
                        AvroLists.read(in, in::readLong));
        in.expectEnd();
        return marker;
    }

    private static void putLoss(AvroOutput out, Loss loss) {
        out.putString(loss.reason());
        out.putLong(loss.cpu());
        out.putLong(loss.count());
    }
}
