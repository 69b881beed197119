// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.event.EventSample.Ancestor;
import dev.saker.rules.event.EventSample.Resolved;
import dev.saker.rules.event.EventSample.Tuple;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;
import dev.saker.schemas.TupleEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Events whose fields tests read, and how they read them. */
final class FieldSamples {
    private FieldSamples() {}

    /** As it is printed; what is no text as a value shows itself. */
    static String read(EventSample sample, String field) {
        Value value = new Value();
        sample.view().read(BoundField.of(TestFields.ref(field)), value);
        return text(field, value);
    }

    private static String text(String field, Value value) {
        if (value.kind() != Value.Kind.BYTES) {
            return value.toString();
        }
        ByteSink sink = new ByteSink();
        ValueText.append(TestFields.ref(field), value, sink);
        return sink.toString();
    }

    /** Opens a file, in a shell. */
    static EventSample open() {
        EventSample sample = new EventSample();
        sample.shape = EventShape.OPEN_READ.bit();
        sample.ancestors =
                List.of(
                        Ancestor.of("bash", 4000),
                        Ancestor.of("sshd", 3000),
                        Ancestor.of("systemd", 1));
        sample.args =
                new ArrayList<>(
                        Arrays.asList(
                                new Resolved(3L, "<f>/etc/passwd"),
                                -100L,
                                new Resolved("passwd", "/etc/passwd"),
                                4097L,
                                0L,
                                0xfe00L,
                                77L));
        return sample;
    }

    /** Connects to a server. */
    static EventSample connect() {
        EventSample sample = open().type("PPME_SOCKET_CONNECT_X");
        sample.fd.type = FdType.IPV4;
        sample.fd.name = "172.40.111.222:54321->142.251.111.147:443";
        sample.fd.l4Protocol = L4Protocol.TCP;
        sample.fd.flags = FdFlag.ROLE_KNOWN.bit() | FdFlag.CONNECTED.bit();
        sample.fd.tuple =
                new Tuple(
                        new byte[] {(byte) 172, 40, 111, (byte) 222},
                        54321,
                        new byte[] {(byte) 142, (byte) 251, 111, (byte) 147},
                        443,
                        TupleEnd.CLIENT);
        return sample;
    }
}
