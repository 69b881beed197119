// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapEventWriter;
import dev.saker.scap.file.RecordingHandler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventConverterTest {
    private static final long TID = 7;

    private final List<ScapEvent> out = new ArrayList<>();
    private final EventConverter converter =
            new EventConverter(
                    new RecordingHandler() {
                        @Override
                        public void onEvent(
                                ByteBuffer buffer, int offset, int length, int cpu, int flags) {
                            byte[] copy = new byte[length];
                            buffer.get(offset, copy);
                            ByteBuffer kept = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
                            out.add(new ScapEvent().wrap(kept, 0));
                        }
                    });

    @Test
    void eventOfToday_passesAsItIs() {
        give(begin("PPME_SYSCALL_CLOSE_X", TID).putLong(0).putLong(3));

        assertThat(out).hasSize(1);
        assertThat(out.get(0).longParam(1)).isEqualTo(3);
    }

    @Test
    void enterAndExit_becomeOneExit() {
        give(begin("PPME_SYSCALL_CLOSE_E", TID).putLong(3));
        give(begin("PPME_SYSCALL_CLOSE_X", TID, 1).putLong(-9));

        assertThat(out).hasSize(1);
        assertThat(out.get(0).longParam(0)).isEqualTo(-9);
        assertThat(out.get(0).longParam(1)).isEqualTo(3);
    }

    @Test
    void enterOfAnotherThread_isNotTaken() {
        give(begin("PPME_SYSCALL_CLOSE_E", TID + 1).putLong(3));
        give(begin("PPME_SYSCALL_CLOSE_X", TID, 1).putLong(0));

        assertThat(out.get(0).longParam(1)).as("the default").isZero();
    }

    @Test
    void enterOfAnotherCall_isNotTaken() {
        give(begin("PPME_SYSCALL_CLOSE_E", TID).putLong(3));
        give(begin("PPME_SYSCALL_FSTAT_X", TID, 1).putLong(0));

        assertThat(out.get(0).longParam(1)).isZero();
        assertThat(converter.unconverted()).isZero();
    }

    @Test
    void enterThatIsUsed_isForgotten() {
        give(begin("PPME_SYSCALL_CLOSE_E", TID).putLong(3));
        give(begin("PPME_SYSCALL_CLOSE_X", TID, 1).putLong(0));
        give(begin("PPME_SYSCALL_CLOSE_X", TID, 1).putLong(0));

        assertThat(out.get(1).longParam(1)).isZero();
    }

    @Test
    void retiredCode_becomesTheCodeOfToday() {
        give(begin("PPME_SYSCALL_UNLINK_E", TID).putText("/tmp/x"));
        give(begin("PPME_SYSCALL_UNLINK_X", TID).putLong(0));

        assertThat(out.get(0).info().codeName()).isEqualTo("PPME_SYSCALL_UNLINK_2_X");
        assertThat(text(out.get(0), 1)).isEqualTo("/tmp/x");
    }

    @Test
    void execveOf2012_goesTheWholeWay() {
        ScapEventWriter writer = begin("PPME_SYSCALL_EXECVE_8_X", TID);
        writer.putLong(0).putText("/bin/ls").putBytes("-l\0".getBytes(StandardCharsets.UTF_8));
        writer.putLong(TID).putLong(TID).putLong(1).putText("/").putLong(1024);
        give(writer);

        EventInfo today = EventTable.get().byCodeName("PPME_SYSCALL_EXECVE_19_X");
        assertThat(out.get(0).type()).isEqualTo(today.code());
        assertThat(out.get(0).paramCount()).isEqualTo(today.params().size());
        assertThat(text(out.get(0), 1)).isEqualTo("/bin/ls");
        assertThat(out.get(0).longParam(7)).isEqualTo(1024);
        assertThat(out.get(0).isEmpty(13)).as("comm").isTrue();
    }

    @Test
    void oldestContainerEvent_becomesJson() {
        ScapEventWriter writer = begin("PPME_CONTAINER_E", TID);
        writer.putText("ad64969c62e5").putLong(0).putText("we\"b").putText("nginx:1");
        give(writer);

        assertThat(out.get(0).info().codeName()).isEqualTo("PPME_CONTAINER_JSON_2_E");
        assertThat(text(out.get(0), 0)).contains("\"id\":\"ad64969c62e5\"", "\"name\":\"we\\\"b\"");
    }

    @Test
    void layoutThatNobodyKnows_isCounted() {
        give(begin("PPME_SYSCALL_CLOSE_X", TID, 0));

        assertThat(out).isEmpty();
        assertThat(converter.unconverted()).isEqualTo(1);
    }

    /** Whatever the table says can be done, and ends in a layout of today. */
    @Test
    void everyConversion_endsWithAnEventOfToday() {
        Conversions conversions = new Conversions();
        for (int code = 0; code < EventTable.get().size(); code++) {
            EventInfo info = EventTable.get().event(code);
            for (int count = 0; count <= info.params().size(); count++) {
                if (conversions.of(code, count).isPresent()) {
                    out.clear();
                    give(filled(info, count));
                    for (ScapEvent event : out) {
                        assertThat(event.info().has(EventFlag.UNUSED)).isFalse();
                        assertThat(event.paramCount())
                                .as(info.codeName() + " with " + count)
                                .isEqualTo(event.info().params().size());
                    }
                }
            }
        }
        assertThat(converter.unconverted()).isZero();
    }

    private static ScapEventWriter filled(EventInfo info, int count) {
        ScapEventWriter writer = begin(info.codeName(), TID, count);
        for (int index = 0; index < count; index++) {
            if (info.params().get(index).type().isInteger()) {
                writer.putLong(index);
            } else {
                writer.putText("x" + index);
            }
        }
        return writer;
    }

    private static ScapEventWriter begin(String codeName, long tid) {
        return new ScapEventWriter().begin(1, tid, EventTable.get().byCodeName(codeName).code());
    }

    private static ScapEventWriter begin(String codeName, long tid, int count) {
        int code = EventTable.get().byCodeName(codeName).code();
        return new ScapEventWriter().begin(1, tid, code, count);
    }

    private void give(ScapEventWriter writer) {
        ByteBuffer event = writer.end();
        converter.onEvent(event, 0, event.limit(), 0, 0);
    }

    private static String text(ScapEvent event, int param) {
        byte[] bytes = new byte[event.paramLength(param)];
        event.copyParam(param, bytes, 0);
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
    }
}
