// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.field.FieldRef;
import java.util.Objects;

/**
 * A field whose value events must share.
 *
 * @param optional whether an event without it takes part, as one whose value is "absent"
 */
public record KeyField(FieldRef ref, boolean optional) {

    public KeyField {
        Objects.requireNonNull(ref, "ref is null");
    }

    /** As rules write it. */
    @Override
    public String toString() {
        return (optional ? "?" : "") + ref.name();
    }
}
