// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.fuzz;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** The entry points that take bytes from outside. */
enum FuzzTargets {
    YAML(YamlTarget.class, YamlTarget::fuzzerTestOneInput),
    CONDITION(ConditionTarget.class, ConditionTarget::fuzzerTestOneInput),
    OUTPUT(OutputTarget.class, OutputTarget::fuzzerTestOneInput),
    EVENT(EventTarget.class, EventTarget::fuzzerTestOneInput);

    private final Class<?> type;
    private final Consumer<byte[]> target;

    FuzzTargets(Class<?> type, Consumer<byte[]> target) {
        this.type = type;
        this.target = target;
    }

    String className() {
        return type.getName();
    }

    /** Where inputs are: those we made, and those that once found something. */
    String folder() {
        return "fuzz/" + name().toLowerCase(Locale.ROOT);
    }

    void run(byte[] data) {
        target.accept(Arrays.copyOf(data, data.length));
    }
}
