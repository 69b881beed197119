// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.avro.generic.GenericRecord;

/** Random events that keep the contract: what a record's projection leaves out is null. */
final class RandomEvents {
    private RandomEvents() {}

    static GenericRecord event(long seed) {
        GenericRecord event = new RandomRecords(seed).record(Schemas.SYSCALL_EVENT);
        int projection = (int) event.get("projection");
        clear(event, "leaders", FieldGroup.LEADERS, projection);
        clear(event, "environment", FieldGroup.ENVIRONMENT, projection);
        clear(event, "cgroups", FieldGroup.CGROUPS, projection);
        clear(event, "resources", FieldGroup.RESOURCES, projection);
        clear(event, "stdio", FieldGroup.STDIO, projection);
        clear(event, "container_details", FieldGroup.CONTAINER_DETAILS, projection);
        tidyDetails(event);
        clear((GenericRecord) event.get("user"), "details", FieldGroup.USER_DETAILS, projection);
        if (event.get("process") == null) {
            event.put("leaders", null); // one may say that it is the same as the process
        }
        clearReferences(event);
        FieldGroup details = FieldGroup.PARENT_DETAILS;
        for (Object ancestor : (List<?>) event.get("ancestors")) {
            clear((GenericRecord) ancestor, "details", details, projection);
            if (details == FieldGroup.ANCESTOR_DETAILS) {
                ((GenericRecord) ancestor).put("vpid", 0L);
                ((GenericRecord) ancestor).put("clone_time", 0L);
            }
            details = FieldGroup.ANCESTOR_DETAILS;
        }
        clearLeaders(event);
        return event;
    }

    /** As a runtime would tell: each mount whole, names in their order and once. */
    private static void tidyDetails(GenericRecord event) {
        if (event.get("container_details") instanceof GenericRecord details) {
            for (ContainerMetadata.Text text : ContainerMetadata.Text.values()) {
                String name = text.name().toLowerCase(Locale.ROOT);
                int length = details.get(name) instanceof ByteBuffer some ? some.remaining() : -1;
                details.put(name, length < 0 ? null : bytes(name.repeat(length % 3)));
            }
            details.put("flags", (int) details.get("flags") & 0xf);
            details.put("mounts", List.of());
            for (String name : List.of("labels", "pod_labels")) {
                details.put(name, List.of(bytes("a"), bytes(name), bytes("b"), bytes("")));
            }
            if ((int) details.get("flags") % 2 == 1) {
                details.put(
                        "mounts",
                        List.of(bytes("/"), bytes("/host"), bytes("ro"), bytes("true"), bytes("")));
            }
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaders refer to leaders before them, or to ancestors that are there and have details. */
    private static void clearLeaders(GenericRecord event) {
        if (!(event.get("leaders") instanceof GenericRecord leaders)) {
            return;
        }
        List<?> ancestors = (List<?>) event.get("ancestors");
        for (Leader leader : Leader.values()) {
            String name = leader.name().toLowerCase(Locale.ROOT);
            if (leaders.get(name) instanceof Integer number) {
                if (number < 0 && leader.ordinal() > 0) {
                    leaders.put(name, -1 - Math.floorMod(number, leader.ordinal()));
                    continue;
                }
                int ancestor = ancestors.isEmpty() ? 0 : Math.floorMod(number, ancestors.size());
                boolean usable =
                        !ancestors.isEmpty()
                                && ((GenericRecord) ancestors.get(ancestor)).get("details") != null;
                leaders.put(name, usable ? ancestor : null);
            }
        }
    }

    /** Takes out references to a name of the file descriptor that the event does not have. */
    @SuppressWarnings("unchecked")
    private static void clearReferences(GenericRecord event) {
        GenericRecord fd = (GenericRecord) event.get("fd");
        boolean hasName = fd != null && fd.get("name") != null;
        boolean hasRaw = fd != null && fd.get("name_raw") != null;
        UnaryOperator<Object> known =
                raw -> raw instanceof Boolean isName && !(isName ? hasName : hasRaw) ? null : raw;
        List<Object> args = (List<Object>) event.get("args");
        args.replaceAll(known);
        for (Object arg : args) {
            if (arg instanceof GenericRecord resolved) {
                resolved.put("raw", known.apply(resolved.get("raw")));
                boolean follows = (boolean) resolved.get("fd_name_follows");
                resolved.put("fd_name_follows", follows && hasName);
            }
        }
    }

    private static void clear(
            GenericRecord record, String field, FieldGroup group, int projection) {
        if (!group.in(projection)) {
            record.put(field, null);
        }
    }
}
