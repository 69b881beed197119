// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.List;

/** Writes a field's value as JSON. */
record OutputValueJson(StringBuilder out) implements OutputValue.Visitor<Void> {
    @Override
    public Void visitNull() {
        out.append("null");
        return null;
    }

    @Override
    public Void visitBool(boolean value) {
        out.append(value);
        return null;
    }

    @Override
    public Void visitWhole(long value) {
        out.append(value);
        return null;
    }

    @Override
    public Void visitUnsigned(long value) {
        out.append(Long.toUnsignedString(value));
        return null;
    }

    /** JSON has no infinities. */
    @Override
    public Void visitReal(double value) {
        if (Double.isFinite(value)) {
            out.append(value);
        } else {
            out.append("null");
        }
        return null;
    }

    @Override
    public Void visitText(String value) {
        JsonText.putString(out, value);
        return null;
    }

    @Override
    public Void visitTexts(List<String> values) {
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            JsonText.putString(out, values.get(i));
        }
        out.append(']');
        return null;
    }
}
