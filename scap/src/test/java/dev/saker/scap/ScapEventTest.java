// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScapEventTest {
    private final EventTable table = EventTable.get();
    private final ScapEventWriter writer = new ScapEventWriter();
    private final ScapEvent event = new ScapEvent();

    @Test
    void closeEvent_writtenAndRead_isTheSame() {
        int type = table.byCodeName("PPME_SYSCALL_CLOSE_X").code();

        event.wrap(writer.begin(5, 7, type).putLong(-9).putLong(3).end(), 0);

        assertThat(event.time()).isEqualTo(5);
        assertThat(event.tid()).isEqualTo(7);
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.length()).isEqualTo(26 + 2 * 2 + 2 * 8);
        assertThat(event.paramCount()).isEqualTo(2);
        assertThat(event.longParam(0)).isEqualTo(-9);
        assertThat(event.longParam(1)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyEvent_writtenAndRead_isTheSame(long seed) {
        Random random = new Random(seed);
        for (int code = 0; code < table.size(); code++) {
            EventInfo info = table.event(code);
            byte[][] params = randomParams(info, random);
            writer.begin(random.nextLong(), random.nextLong(), code);
            for (byte[] param : params) {
                writer.putBytes(param);
            }

            event.wrap(shifted(writer.end(), 3), 3);

            for (int i = 0; i < params.length; i++) {
                byte[] copy = new byte[params[i].length + 1];
                assertThat(event.copyParam(i, copy, 1)).isEqualTo(params[i].length);
                assertThat(Arrays.copyOfRange(copy, 1, copy.length))
                        .as("seed %d, %s %s", seed, info.codeName(), info.params().get(i).name())
                        .isEqualTo(params[i]);
            }
        }
    }

    private static byte[][] randomParams(EventInfo info, Random random) {
        byte[][] params = new byte[info.params().size()][];
        for (int i = 0; i < params.length; i++) {
            params[i] = new byte[random.nextInt(300)];
            random.nextBytes(params[i]);
        }
        return params;
    }

    private static ByteBuffer shifted(ByteBuffer source, int by) {
        ByteBuffer shifted =
                ByteBuffer.allocateDirect(source.remaining() + by).order(ByteOrder.LITTLE_ENDIAN);
        shifted.position(by);
        shifted.put(source);
        return shifted.flip();
    }

    @Test
    void integers_ofEveryWidth_keepTheirSign() {
        int accept = table.byCodeName("PPME_SOCKET_ACCEPT4_6_X").code();
        writer.begin(1, 1, accept)
                .putLong(-1)
                .putEmpty()
                .putLong(200)
                .putLong(4_000_000_000L)
                .putLong(5)
                .putLong(-2);

        event.wrap(writer.end(), 0);

        assertThat(event.longParam(0)).isEqualTo(-1);
        assertThat(event.longParam(2)).isEqualTo(200);
        assertThat(event.longParam(3)).isEqualTo(4_000_000_000L);
        assertThat(event.longParam(5)).isEqualTo(-2);
    }

    @Test
    void emptyParameter_hasNoNumber() {
        int type = table.byCodeName("PPME_SYSCALL_CLOSE_X").code();

        event.wrap(writer.begin(1, 1, type).putEmpty().putLong(3).end(), 0);

        assertThat(event.isEmpty(0)).isTrue();
        assertThat(event.longParam(0, 42)).isEqualTo(42);
        assertThatThrownBy(() -> event.longParam(0))
                .isInstanceOf(ScapFormatException.class)
                .hasMessage(
                        "parameter res of PPME_SYSCALL_CLOSE_X is not a number: ERRNO of 0 bytes");
    }

    @Test
    void olderEvent_withFewerParameters_lacksTheRest() {
        int type = table.byCodeName("PPME_SYSCALL_EXECVE_19_X").code();

        event.wrap(writer.begin(1, 1, type, 2).putLong(0).putText("sh").end(), 0);

        assertThat(event.paramCount()).isEqualTo(2);
        assertThat(event.paramLength(1)).isEqualTo(3);
        assertThat(event.isEmpty(30)).isTrue();
    }

    @Test
    void largePayload_takesMoreThan64KiB() {
        int type = table.byCodeName("PPME_PLUGINEVENT_E").code();
        byte[] payload = new byte[70_000];

        event.wrap(writer.begin(1, 1, type).putLong(9).putBytes(payload).end(), 0);

        assertThat(event.paramLength(1)).isEqualTo(70_000);
    }

    @Test
    void frame_thatOverrunsItself_isRefused() {
        int type = table.byCodeName("PPME_SYSCALL_CLOSE_X").code();
        ByteBuffer bytes = writer.begin(1, 1, type).putLong(0).putLong(3).end();
        bytes.putShort(EventLayout.HEADER_LENGTH + 2, (short) 9);

        assertThatThrownBy(() -> event.wrap(bytes, 0))
                .isInstanceOf(ScapFormatException.class)
                .hasMessage(
                        "malformed event at 0: PPME_SYSCALL_CLOSE_X is 46 bytes long, parameter 2"
                                + " would start at 47");
    }

    @Test
    void frame_thatIsCutShort_isRefused() {
        int type = table.byCodeName("PPME_SYSCALL_CLOSE_X").code();
        ByteBuffer bytes = writer.begin(1, 1, type).putLong(0).putLong(3).end();

        assertThatThrownBy(() -> event.wrap(bytes.limit(45), 0))
                .isInstanceOf(ScapFormatException.class)
                .hasMessage("malformed event at 0: says its length is 46, there are 45 bytes");
        assertThatThrownBy(() -> event.wrap(bytes.limit(12), 0))
                .isInstanceOf(ScapFormatException.class)
                .hasMessage("malformed event at 0: needs 26 bytes of header, has 12");
    }

    @Test
    void writer_withParametersMissing_refusesToEnd() {
        int type = table.byCodeName("PPME_SYSCALL_CLOSE_X").code();
        writer.begin(1, 1, type).putLong(0);

        assertThatThrownBy(writer::end)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("PPME_SYSCALL_CLOSE_X has 2 parameters, written were 1");
    }
}
