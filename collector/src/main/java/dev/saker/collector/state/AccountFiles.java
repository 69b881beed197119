// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedUser;
import java.nio.charset.StandardCharsets;

/** The format of {@code passwd} and {@code group}. */
final class AccountFiles {
    private AccountFiles() {}

    /** name:password:uid:gid:comment:home:shell; the first line of a uid counts, as in getpwuid. */
    static void readUsers(String text, UserNames into) {
        for (String line : text.split("\n")) {
            String[] columns = line.split(":", -1);
            long uid = columns.length < 7 ? -1 : id(columns[2]);
            if (uid >= 0 && !into.hasUser(uid)) {
                into.put(
                        new RecordedUser(
                                uid,
                                id(columns[3]),
                                bytes(columns[0]),
                                bytes(columns[5]),
                                bytes(columns[6])));
            }
        }
    }

    /** name:password:gid:members. */
    static void readGroups(String text, UserNames into) {
        for (String line : text.split("\n")) {
            String[] columns = line.split(":", -1);
            long gid = columns.length < 3 ? -1 : id(columns[2]);
            if (gid >= 0 && !into.hasGroup(gid)) {
                into.put(new RecordedGroup(gid, bytes(columns[0])));
            }
        }
    }

    private static long id(String column) {
        try {
            return Long.parseLong(column);
        } catch (NumberFormatException notAnId) {
            return -1; // a NIS entry or a broken line: getpwuid does not see it either
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
