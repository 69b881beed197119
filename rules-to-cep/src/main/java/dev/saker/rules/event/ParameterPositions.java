// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.field.FieldRef;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * At which position each event type has the parameter of a name. Laid out once for all names, so
 * that binding a field is a look-up.
 */
final class ParameterPositions {
    private static final short[] NONE = {};
    private static final Map<String, short[]> BY_NAME = byName();

    private ParameterPositions() {}

    /** The parameter that a field names, by event code; empty for a field that names none. */
    static short[] of(FieldRef ref) {
        return switch (ref.field().name()) {
            case "evt.arg", "evt.rawarg" ->
                    ref.hasIndex()
                            ? byIndex(ref.index())
                            : BY_NAME.getOrDefault(ref.argument(), NONE);
            case "evt.buffer" -> BY_NAME.get("data");
            default -> NONE;
        };
    }

    private static Map<String, short[]> byName() {
        Map<String, short[]> positions = new HashMap<>();
        for (int code = 0; code < EventTypes.CODES; code++) {
            List<ParamInfo> params = EventTypes.params(code);
            for (int i = params.size() - 1; i >= 0; i--) {
                positions.computeIfAbsent(params.get(i).name(), name -> absent())[code] = (short) i;
            }
        }
        return positions;
    }

    private static short[] byIndex(int index) {
        short[] positions = absent();
        for (int code = 0; code < positions.length; code++) {
            if (index < EventTypes.params(code).size()) {
                positions[code] = (short) index;
            }
        }
        return positions;
    }

    private static short[] absent() {
        short[] positions = new short[EventTable.get().size()];
        Arrays.fill(positions, (short) BoundField.NO_PARAM);
        return positions;
    }
}
