// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.output;

import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.event.EventView;

/** An output filled in for event after event, without an alert around it. Not thread-safe. */
public final class OutputLine {
    private final OutputRenderer renderer;

    public OutputLine(OutputFormat format) {
        this.renderer = new OutputRenderer(format);
    }

    public String of(EventView event) {
        return renderer.message(event);
    }
}
