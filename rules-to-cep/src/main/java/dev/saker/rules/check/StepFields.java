// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldClass;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.field.PrintFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields that texts of a correlation name: besides those of the event at hand, those of steps
 * ({@code drop.fd.name}) and those of what was found ({@code corr.count}).
 */
public final class StepFields extends FieldLookup {

    /** What fields of findings begin with; no step may be called so. */
    public static final String FINDING = "corr";

    private static final Map<String, FieldInfo> FINDINGS = findings();

    private final Map<String, String> steps;
    private final boolean hasFindings;
    private final boolean ofEvent;

    /**
     * @param steps whose fields may be named, each with the source of its events
     * @param hasFindings whether there is something found already
     */
    StepFields(FieldCatalog catalog, Map<String, String> steps, boolean hasFindings) {
        this(catalog, steps, hasFindings, true);
    }

    private StepFields(
            FieldCatalog catalog, Map<String, String> steps, boolean hasFindings, boolean ofEvent) {
        super(catalog);
        this.steps = Map.copyOf(steps);
        this.hasFindings = hasFindings;
        this.ofEvent = ofEvent;
    }

    /** Without those of the event at hand. */
    static StepFields ofStepsAlone(FieldCatalog catalog, Map<String, String> steps) {
        return new StepFields(catalog, steps, false, false);
    }

    @Override
    public Found prefix(String text, String source) {
        int dot = text.indexOf('.');
        String first = dot < 0 ? text : text.substring(0, dot);
        if (hasFindings && first.equals(FINDING)) {
            return finding(text);
        }
        if (dot < 0 || !steps.containsKey(first)) {
            return ofEvent
                    ? super.prefix(text, source)
                    : Found.problem("there is no step " + first);
        }
        Found found = super.prefix(text.substring(dot + 1), steps.get(first));
        if (found.ref().isEmpty()) {
            return found;
        }
        FieldRef ref = found.ref().get();
        FieldRef ofStep =
                new FieldRef(
                        ref.field(),
                        first + "." + ref.name(),
                        ref.type(),
                        ref.argument(),
                        ref.index());
        return Found.of(ofStep, dot + 1 + found.length());
    }

    @Override
    public List<String> names(String source) {
        List<String> names = new ArrayList<>(super.names(source));
        if (hasFindings) {
            names.addAll(FINDINGS.keySet());
        }
        steps.forEach((step, of) -> super.names(of).forEach(name -> names.add(step + "." + name)));
        return names;
    }

    private static Found finding(String text) {
        int end = 0;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        String name = text.substring(0, end);
        FieldInfo field = FINDINGS.get(name);
        if (field == null) {
            return Found.problem("there is no field " + name);
        }
        return Found.of(new FieldRef(field, name, field.type(), "", FieldRef.NO_INDEX), end);
    }

    private static boolean isWord(char c) {
        return c == '.' || c == '_' || (c >= 'a' && c <= 'z');
    }

    /** Whether a field is one of what was found. */
    public static boolean isFinding(FieldRef ref) {
        return FINDINGS.containsKey(ref.field().name());
    }

    private static Map<String, FieldInfo> findings() {
        Map<String, FieldInfo> fields = new LinkedHashMap<>();
        put(fields, "corr.count", FieldType.UINT64);
        put(fields, "corr.distinct", FieldType.UINT64);
        put(fields, "corr.value", FieldType.TEXT);
        put(fields, "corr.first_time", FieldType.TEXT);
        put(fields, "corr.last_time", FieldType.TEXT);
        put(fields, "corr.key", FieldType.TEXT);
        put(fields, "corr.suppressed", FieldType.UINT64);
        put(fields, "corr.truncated", FieldType.BOOL);
        return fields;
    }

    private static void put(Map<String, FieldInfo> fields, String name, FieldType type) {
        fields.put(
                name,
                new FieldInfo(
                        -1,
                        FieldClass.GENERIC,
                        name,
                        type,
                        Set.of(),
                        type == FieldType.UINT64 ? PrintFormat.DECIMAL : PrintFormat.PLAIN,
                        ""));
    }
}
