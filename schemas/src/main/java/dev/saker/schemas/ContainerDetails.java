// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** Puts into a written record what was told of its container only afterwards. */
public final class ContainerDetails {
    private static final byte NOTHING_TOLD = 0;

    /** The second branch of a union, as Avro counts. */
    private static final byte TOLD = 2;

    private ContainerDetails() {}

    /**
     * The same record with the metadata in it.
     *
     * @param detailsAt what {@link SyscallEventWriter#detailsAt} said when the record was written
     * @param groups that the record was written with
     * @throws IllegalArgumentException if the record tells of a container already
     */
    public static byte[] put(byte[] record, int detailsAt, ContainerMetadata metadata, int groups) {
        if (record[detailsAt] != NOTHING_TOLD) {
            throw new IllegalArgumentException("the record tells of its container already");
        }
        byte[] encoded = metadata.encoded(groups);
        byte[] changed = new byte[record.length + encoded.length];
        System.arraycopy(record, 0, changed, 0, detailsAt);
        changed[detailsAt] = TOLD;
        System.arraycopy(encoded, 0, changed, detailsAt + 1, encoded.length);
        System.arraycopy(
                record,
                detailsAt + 1,
                changed,
                detailsAt + 1 + encoded.length,
                record.length - detailsAt - 1);
        return changed;
    }
}
