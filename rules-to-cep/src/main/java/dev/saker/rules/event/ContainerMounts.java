// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.saker.rules.field.FieldRef;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.ContainerMetadata.Mount;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * {@code container.mount*}: of one mount, named by its number or by what its source contains, for
 * {@code container.mount.source} by what its destination contains. Falco's manual calls that name a
 * glob; its code, and so ours, takes it for a regular expression that matches somewhere.
 */
final class ContainerMounts {
    private static final String NAME = "container.mount";
    private static final String SOURCE = "container.mount.source";

    private static final byte[] TRUE = EventTypes.bytes("true");
    private static final byte[] FALSE = EventTypes.bytes("false");

    private ContainerMounts() {}

    static void addTo(FieldReaders readers) {
        add(readers, NAME, ContainerMounts::whole);
        add(readers, SOURCE, Mount::source);
        add(readers, "container.mount.dest", Mount::destination);
        add(readers, "container.mount.mode", Mount::mode);
        add(readers, "container.mount.rdwr", ContainerMounts::writable);
        add(readers, "container.mount.propagation", Mount::propagation);
    }

    /** What a field names mounts by, if it does; what is no expression stands for itself. */
    static Pattern pattern(FieldRef ref) {
        boolean named =
                ref.field().name().startsWith(NAME)
                        && ref.hasArgument()
                        && ref.index() == FieldRef.NO_INDEX;
        if (!named) {
            return null;
        }
        try {
            return Pattern.compile(ref.argument(), Pattern.MULTILINE);
        } catch (PatternSyntaxException text) {
            return Pattern.compile(Pattern.quote(ref.argument()));
        }
    }

    /** Each {@code source:destination:mode:writable:propagation}, joined by commas. */
    static byte[] all(ContainerMetadata metadata) {
        StringBuilder text = new StringBuilder();
        for (Mount mount : metadata.mounts()) {
            text.append(text.length() > 0 ? "," : "").append(text(mount));
        }
        return EventTypes.bytes(text.toString());
    }

    private static void add(FieldReaders readers, String name, Function<Mount, byte[]> part) {
        readers.put(
                name,
                (view, field, into) -> {
                    ContainerMetadata metadata = ContainerFields.metadata(view);
                    if (metadata == null) {
                        ContainerFields.setNullIfTold(view, into);
                        return;
                    }
                    Mount mount = find(metadata.mounts(), field);
                    if (mount == null) {
                        into.setNull();
                    } else {
                        into.setBytes(part.apply(mount));
                    }
                });
    }

    private static Mount find(List<Mount> mounts, BoundField field) {
        int index = field.index();
        if (index != FieldRef.NO_INDEX) {
            return index < mounts.size() ? mounts.get(index) : null;
        }
        boolean byDestination = field.ref().field().name().equals(SOURCE);
        for (Mount mount : mounts) {
            byte[] name = byDestination ? mount.destination() : mount.source();
            if (field.mountPattern().matcher(name).find()) {
                return mount;
            }
        }
        return null;
    }

    private static byte[] whole(Mount mount) {
        return EventTypes.bytes(text(mount));
    }

    private static byte[] writable(Mount mount) {
        return mount.writable() ? TRUE : FALSE;
    }

    private static String text(Mount mount) {
        return String.join(
                ":",
                string(mount.source()),
                string(mount.destination()),
                string(mount.mode()),
                Boolean.toString(mount.writable()),
                string(mount.propagation()));
    }

    private static String string(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }
}
