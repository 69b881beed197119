// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.util.List;

/**
 * One parameter of an event type.
 *
 * @param flags names of its values; {@link FlagTable#EMPTY} where it has none
 * @param dirfdParam for a {@link ParamType#FSRELPATH} the position of the parameter with the
 *     directory's descriptor, else {@link #NO_DIRFD}
 * @param alternatives for a {@link ParamType#DYN} what its first byte picks from, else empty
 */
public record ParamInfo(
        String name,
        ParamType type,
        ParamFormat format,
        FlagTable flags,
        int dirfdParam,
        List<ParamInfo> alternatives) {
    public static final int NO_DIRFD = -1;

    public ParamInfo {
        alternatives = List.copyOf(alternatives);
    }
}
