// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.scap.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A view that knows contexts and descriptors by number, as the collector's state does. */
final class NumberedView implements EventView {
    private final EventView of;
    private final long context;
    private final long descriptor;

    /** The numbers of one host. */
    static final class Numbers {
        private final Map<String, Long> numbers = new HashMap<>();

        NumberedView view(EventSample sample) {
            ByteSink context = new ByteSink();
            sample.view().appendContext(context);
            byte[] bytes = Arrays.copyOf(context.array(), context.length());
            long descriptor =
                    sample.fd == null
                            ? 0
                            : number(
                                    String.join(
                                            "|",
                                            sample.fd.name,
                                            sample.fd.nameRaw,
                                            String.valueOf(key(sample.fd.tuple))));
            return new NumberedView(
                    sample.view(),
                    number("context " + new String(bytes, StandardCharsets.ISO_8859_1)),
                    descriptor);
        }

        private static String key(EventSample.Tuple tuple) {
            return tuple == null
                    ? null
                    : Arrays.toString(tuple.clientIp())
                            + tuple.clientPort()
                            + Arrays.toString(tuple.serverIp())
                            + ":"
                            + tuple.serverPort()
                            + tuple.local();
        }

        private long number(String key) {
            return numbers.computeIfAbsent(key, unknown -> numbers.size() + 1L);
        }
    }

    private NumberedView(EventView of, long context, long descriptor) {
        this.of = of;
        this.context = context;
        this.descriptor = descriptor;
    }

    @Override
    public int type() {
        return of.type();
    }

    @Override
    public long time() {
        return of.time();
    }

    @Override
    public String id() {
        return of.id();
    }

    @Override
    public void read(BoundField field, Value into) {
        of.read(field, into);
    }

    @Override
    public long kind() {
        return of.kind();
    }

    @Override
    public long descriptorNumber() {
        return descriptor;
    }

    @Override
    public void appendDescriptor(int parts, ByteSink into) {
        of.appendDescriptor(parts, into);
    }

    @Override
    public void appendContext(ByteSink into) {
        of.appendContext(into);
    }

    @Override
    public void appendContext(int parts, ByteSink into) {
        of.appendContext(parts, into);
    }

    @Override
    public boolean hasContext(byte[] bytes, int length) {
        return of.hasContext(bytes, length);
    }

    @Override
    public long contextNumber() {
        return context;
    }

    @Override
    public long contextHint() {
        return of.contextHint();
    }
}
