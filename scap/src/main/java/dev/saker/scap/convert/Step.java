// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.convert;

/**
 * Where one parameter of a converted event comes from.
 *
 * @param index which parameter of that event, where there is a choice
 * @param emptyIfMissing what to put when the enter event was not recorded: nothing, or else the
 *     default of the parameter's type
 */
record Step(Source source, int index, boolean emptyIfMissing) {
    enum Source {
        EMPTY,
        DEFAULT,
        OWN,
        ENTER,
        /** The four parameters of the oldest container event, as the JSON of the next. */
        CONTAINER_JSON
    }

    static Step parse(String text) {
        if (text.equals("-")) {
            return new Step(Source.EMPTY, 0, true);
        }
        if (text.equals("zero")) {
            return new Step(Source.DEFAULT, 0, false);
        }
        if (text.equals("container-json")) {
            return new Step(Source.CONTAINER_JSON, 0, true);
        }
        boolean optional = text.endsWith("?");
        String plain = optional ? text.substring(0, text.length() - 1) : text;
        if (plain.startsWith("old")) {
            return new Step(Source.OWN, Integer.parseInt(plain.substring("old".length())), true);
        }
        if (plain.startsWith("enter")) {
            int index = Integer.parseInt(plain.substring("enter".length()));
            return new Step(Source.ENTER, index, optional);
        }
        throw new IllegalArgumentException("no such parameter source: " + text);
    }
}
