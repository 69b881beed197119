// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.List;
import org.apache.avro.Schema;

/**
 * The schemas as each release had them: what a release wrote is read for as long as topics and
 * archives keep it. A release adds a folder and edits none.
 */
public final class ReleasedSchemas {
    static final String FOLDER = "/saker/avro/released/";

    /** Each that a release added or changed. */
    static final List<String> NAMES =
            List.of(
                    "0.1.0/Alert",
                    "0.1.0/Marker",
                    "0.1.0/RuleFiles",
                    "0.1.0/RuleSetChunk",
                    "0.1.0/RuleSetHead",
                    "0.1.0/SyscallEvent",
                    "0.2.0/Marker",
                    "0.2.0/RuleSetActivation",
                    "0.2.0/TaskStatus",
                    "0.3.0/Alert",
                    "0.3.0/Marker");

    private ReleasedSchemas() {}

    /** Oldest first; read anew each time, for hardly anybody asks. */
    public static List<Schema> all() {
        return NAMES.stream().map(name -> Schemas.read(FOLDER + name + ".avsc")).toList();
    }
}
