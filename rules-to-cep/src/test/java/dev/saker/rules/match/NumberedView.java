// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.scap.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A view that knows contexts and descriptors by number, as the collector's state does. */
final class NumberedView extends ForwardingView {
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
        super(of);
        this.of = of;
        this.context = context;
        this.descriptor = descriptor;
    }

    @Override
    public long descriptorNumber() {
        return descriptor;
    }

    @Override
    public void appendContext(int parts, ByteSink into) {
        of.appendContext(parts, into);
    }

    @Override
    public long contextNumber() {
        return context;
    }
}
