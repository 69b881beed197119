// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.EventTable;
import dev.saker.schemas.ArgKind;
import java.nio.charset.StandardCharsets;

/**
 * {@code evt.infra.docker.*}: what Docker told an old Sysdig, whose recordings have it in events of
 * their own, as one text: {@code "Event: start; ID: 0123…; name: web; Image: nginx:1"}.
 */
final class InfrastructureFields {
    private static final int TYPE =
            EventTable.get().byCodeName("PPME_INFRASTRUCTURE_EVENT_E").code();
    private static final int DESCRIPTION = 2;
    private static final int SHORT_ID = 12;

    private InfrastructureFields() {}

    static void addTo(FieldReaders readers) {
        readers.put("evt.infra.docker.name", (view, field, into) -> set(word(view, "Event"), into))
                .put("evt.infra.docker.container.id", (view, field, into) -> id(view, into))
                .put(
                        "evt.infra.docker.container.name",
                        (view, field, into) -> set(word(view, "name"), into))
                .put(
                        "evt.infra.docker.container.image",
                        (view, field, into) -> set(image(item(view, "Image")), into));
    }

    private static void id(SyscallEventView view, Value into) {
        String id = word(view, "ID");
        set(id != null && id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id, into);
    }

    /** Without tag and digest, as in Falco; one that is known by its digest alone is named so. */
    private static String image(String told) {
        if (told == null) {
            return null;
        }
        String first = upTo(':', told);
        int digest = first.indexOf('@');
        boolean isDigest = digest < 0 && first.contains("sha256");
        return (isDigest ? told : upTo('@', first)).strip();
    }

    private static String word(SyscallEventView view, String key) {
        String told = item(view, key);
        return told == null ? null : upTo(':', told).strip();
    }

    private static String upTo(char end, String text) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    /** What is told of the key; null if nothing is. */
    private static String item(SyscallEventView view, String key) {
        if (view.type() != TYPE
                || view.event().argCount() <= DESCRIPTION
                || view.event().argKind(DESCRIPTION) != ArgKind.BYTES) {
            return null;
        }
        view.event().argBytes(DESCRIPTION, view.slice());
        Text.cutAtZero(view.slice());
        String told = new String(view.slice().copyBytes(), StandardCharsets.ISO_8859_1);
        for (String part : told.split(";")) {
            String item = part.strip();
            int colon = item.indexOf(':');
            if (item.startsWith(key) && colon >= 0) {
                return item.substring(colon + 1);
            }
        }
        return null;
    }

    private static void set(String text, Value into) {
        if (text == null) {
            into.setNull();
        } else {
            into.setBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
