// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;

/** The schemas of our records, read from the files that are the contract. */
public final class Schemas {
    public static final Schema SYSCALL_EVENT = load("SyscallEvent");
    public static final Schema MARKER = load("Marker");
    public static final Schema ALERT = load("Alert");
    public static final Schema RULE_FILES = load("RuleFiles");
    public static final Schema RULE_SET_HEAD = load("RuleSetHead");
    public static final Schema RULE_SET_CHUNK = load("RuleSetChunk");
    public static final Schema RULE_SET_ACTIVATION = load("RuleSetActivation");
    public static final Schema TASK_STATUS = load("TaskStatus");

    private Schemas() {}

    /** All of them. RuleFiles never travels alone, but is read back from chunks for ever. */
    public static List<Schema> all() {
        return List.of(
                SYSCALL_EVENT,
                MARKER,
                ALERT,
                RULE_FILES,
                RULE_SET_HEAD,
                RULE_SET_CHUNK,
                RULE_SET_ACTIVATION,
                TASK_STATUS);
    }

    private static Schema load(String name) {
        return read("/saker/avro/" + name + ".avsc");
    }

    static Schema read(String resource) {
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("schema missing from the class path: " + resource);
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read schema " + resource, e);
        }
    }
}
