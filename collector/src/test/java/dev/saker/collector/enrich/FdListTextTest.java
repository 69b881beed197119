// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import static dev.saker.collector.testing.Deeds.born;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.state.EventCodes;
import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** What poll was asked about: number, kind and events of each descriptor. */
class FdListTextTest {
    private static final EventInfo POLL =
            EventTable.get().byName("poll").stream()
                    .filter(EventInfo::isExit)
                    .findFirst()
                    .orElseThrow();

    private final TestHost host = new TestHost();

    @Test
    void list_saysNumberKindAndEventsOfEach() {
        host.apply(born(100, 1));
        host.apply(
                Event.of(EventCodes.SOCKET, 100)
                        .with("fd", 3)
                        .with("domain", 2)
                        .with("type", 1)
                        .with("proto", 0));

        assertThat(text(3, 1, 900, 0x2019, -1, -1))
                .isEqualTo("3:41 900:?2019 18446744073709551615:?ffffffff");
        assertThat(text()).isEmpty();
    }

    @Test
    void listThatIsCutOff_saysWhatIsThere() {
        host.apply(born(100, 1));
        ByteBuffer list = list(3, 1);
        list.putShort(0, (short) 5);

        assertThat(text(list.array())).isEqualTo("3:?1");
    }

    private String text(int... items) {
        return text(list(items).array());
    }

    private String text(byte[] list) {
        SyscallEventReader record =
                host.record(Event.of(POLL.code(), 100).with("res", 1).with("fds", list));
        int param = POLL.paramIndex("fds");
        assertThat(record.hasArgText(param)).isTrue();
        Slice text = new Slice();
        record.argText(param, text);
        return text.toString();
    }

    /** Descriptor and events in turn. */
    private static ByteBuffer list(int... items) {
        ByteBuffer list =
                ByteBuffer.allocate(2 + items.length / 2 * 10).order(ByteOrder.LITTLE_ENDIAN);
        list.putShort((short) (items.length / 2));
        for (int at = 0; at < items.length; at += 2) {
            list.putLong(items[at]).putShort((short) items[at + 1]);
        }
        return list;
    }
}
