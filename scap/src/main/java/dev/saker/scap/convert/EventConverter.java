// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.convert;

import dev.saker.scap.EventLayout;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapFormatException;
import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedInterface;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordedUser;
import dev.saker.scap.file.RecordingHandler;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Hands a recording on with its events as today's: old recordings (2016 on) have an enter and an
 * exit event for each call, and layouts that no driver writes any more. Today there is the exit
 * event alone, with the parameters of both. Events of today pass untouched, at the cost of a look
 * into a table. What libscap's converter does is the standard.
 */
public final class EventConverter implements RecordingHandler {
    /** The longest way to today is that of execve, which had twelve layouts. */
    private static final int MAX_CONVERSIONS = 20;

    private final Conversions conversions = new Conversions();
    private final RecordingHandler next;
    private EnterEvents enters = new EnterEvents();
    private final ScapEvent event = new ScapEvent();
    private final ParamWriter[] writers = {new ParamWriter(), new ParamWriter()};
    private long unconverted;

    public EventConverter(RecordingHandler next) {
        this.next = next;
    }

    /** How many events were passed over because nobody knows what became of their layout. */
    public long unconverted() {
        return unconverted;
    }

    @Override
    public void onBegin() {
        enters = new EnterEvents();
        next.onBegin();
    }

    @Override
    public void onEvent(ByteBuffer buffer, int offset, int length, int cpu, int flags) {
        int code = Short.toUnsignedInt(buffer.getShort(offset + EventLayout.TYPE));
        if (conversions.isCurrent(code, buffer.getInt(offset + EventLayout.PARAM_COUNT))) {
            next.onEvent(buffer, offset, length, cpu, flags);
        } else if (conversions.fate(code) == Conversions.Fate.EXAMINE) {
            convert(buffer, offset, cpu, flags);
        }
    }

    private void convert(ByteBuffer buffer, int offset, int cpu, int flags) {
        ByteBuffer converted;
        try {
            converted = converted(buffer, offset);
        } catch (ScapFormatException | IllegalArgumentException malformed) {
            unconverted++; // one odd event; what follows it can be read
            return;
        }
        if (converted == buffer) {
            next.onEvent(buffer, offset, event.length(), cpu, flags);
        } else if (converted != null) {
            next.onEvent(converted, 0, converted.limit(), cpu, flags);
        }
    }

    /** The event as it is today; the buffer itself if it passes as it is, null if not at all. */
    private ByteBuffer converted(ByteBuffer buffer, int offset) {
        ByteBuffer at = buffer;
        event.wrap(buffer, offset);
        for (int count = 0; count < MAX_CONVERSIONS; count++) {
            Optional<Conversion> found = conversions.of(event.type(), event.paramCount());
            if (found.isEmpty()) {
                unconverted++;
                return null;
            }
            Conversion conversion = found.get();
            switch (conversion.action()) {
                case KEEP -> {
                    enters.keep(event, at, at == buffer ? offset : 0);
                    return null;
                }
                case KEEP_AND_PASS -> {
                    enters.keep(event, at, at == buffer ? offset : 0);
                    return at;
                }
                case PASS -> {
                    return at;
                }
                case APPEND, BECOME -> {
                    at = writers[count & 1].write(event, enters, conversion);
                    event.wrap(at, 0);
                }
            }
            switch (conversions.fate(event.type())) {
                case DROP -> {
                    return null;
                }
                case PASS -> {
                    return at;
                }
                case EXAMINE -> {
                    if (conversions.isCurrent(event.type(), event.paramCount())) {
                        return at;
                    }
                }
            }
        }
        unconverted++;
        return null;
    }

    @Override
    public void onMachine(Machine machine) {
        next.onMachine(machine);
    }

    @Override
    public void onInterface(RecordedInterface address) {
        next.onInterface(address);
    }

    @Override
    public void onUser(RecordedUser user) {
        next.onUser(user);
    }

    @Override
    public void onGroup(RecordedGroup group) {
        next.onGroup(group);
    }

    @Override
    public void onProcess(RecordedProcess process) {
        next.onProcess(process);
    }

    @Override
    public void onDescriptor(long tid, RecordedDescriptor descriptor) {
        next.onDescriptor(tid, descriptor);
    }
}
