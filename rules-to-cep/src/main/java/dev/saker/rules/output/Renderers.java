// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.output;

import dev.saker.rules.check.OutputFormat;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Renderers of outputs, made once a thread: to get an output's fields ready for reading costs more
 * than to fill them in. Outputs are told apart as objects; those of rule sets gone by are forgotten
 * when there are too many.
 */
final class Renderers {
    private static final int MOST = 10_000;
    private static final ThreadLocal<Map<OutputFormat, OutputRenderer>> OWN =
            ThreadLocal.withInitial(IdentityHashMap::new);

    private Renderers() {}

    /** The calling thread's own. */
    static OutputRenderer of(OutputFormat output) {
        Map<OutputFormat, OutputRenderer> own = OWN.get();
        OutputRenderer known = own.get(output);
        if (known == null) {
            if (own.size() >= MOST) {
                own.clear();
            }
            known = new OutputRenderer(output);
            own.put(output, known);
        }
        return known;
    }
}
