// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

/** Writes JSON. Only as much as the language tools print; the caller keeps the nesting right. */
public final class JsonText {

    private final StringBuilder out = new StringBuilder();
    private boolean separate;

    public JsonText beginObject() {
        return open('{');
    }

    public JsonText endObject() {
        return close('}');
    }

    public JsonText beginArray() {
        return open('[');
    }

    public JsonText endArray() {
        return close(']');
    }

    public JsonText name(String name) {
        text(name);
        out.append(':');
        separate = false;
        return this;
    }

    public JsonText text(String value) {
        comma();
        quote(value);
        separate = true;
        return this;
    }

    public JsonText texts(Iterable<String> values) {
        beginArray();
        values.forEach(this::text);
        return endArray();
    }

    public JsonText nothing() {
        comma();
        out.append("null");
        separate = true;
        return this;
    }

    public JsonText number(long value) {
        comma();
        out.append(value);
        separate = true;
        return this;
    }

    public JsonText bool(boolean value) {
        comma();
        out.append(value);
        separate = true;
        return this;
    }

    private JsonText open(char bracket) {
        comma();
        out.append(bracket);
        separate = false;
        return this;
    }

    private JsonText close(char bracket) {
        out.append(bracket);
        separate = true;
        return this;
    }

    private void comma() {
        if (separate) {
            out.append(',');
        }
    }

    private void quote(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> character(c);
            }
        }
        out.append('"');
    }

    private void character(char c) {
        if (c < ' ' || c == 0x7f) {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
