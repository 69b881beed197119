// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import java.lang.reflect.Proxy;

/**
 * Takes Ctrl-C and TERM as a wish to end in order, not as the end of the process: a shutdown hook
 * would run beside those of Flink, which delete what a clean stop still needs, and the exit code
 * would be 130. The second Ctrl-C ends the process at once.
 *
 * <p>The JDK has no supported way to this; its unsupported one is called by reflection, so that a
 * JDK without it only loses the clean stop.
 */
final class Interrupts {

    private static final int STATUS_AFTER_SECOND = 130;

    private Interrupts() {}

    static void onFirst(Runnable action) {
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            try {
                handle(signal, new Handler(action));
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                // Not to be had here, or the JVM was told to leave signals alone (-Xrs).
                continue;
            }
        }
    }

    private static void handle(String name, Handler handler) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        Object proxy =
                Proxy.newProxyInstance(
                        handlerType.getClassLoader(),
                        new Class<?>[] {handlerType},
                        (self, method, arguments) -> handler.invoke(self, method.getName()));
        signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, proxy);
    }

    /** One per signal: the count is of that signal alone, so TERM after Ctrl-C is patient. */
    private static final class Handler {
        private final Runnable action;
        private boolean asked;

        Handler(Runnable action) {
            this.action = action;
        }

        synchronized Object invoke(Object self, String method) {
            switch (method) {
                case "handle" -> signal();
                case "hashCode" -> {
                    return System.identityHashCode(self);
                }
                case "toString" -> {
                    return "handler of an interrupt";
                }
                default -> {
                    return false;
                }
            }
            return null;
        }

        private void signal() {
            if (asked) {
                Runtime.getRuntime().halt(STATUS_AFTER_SECOND);
            }
            asked = true;
            action.run();
        }
    }
}
