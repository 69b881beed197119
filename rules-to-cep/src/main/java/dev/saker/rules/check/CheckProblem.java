// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.syntax.Place;

/** A name or type that does not fit; the checker turns it into a finding and goes on. */
final class CheckProblem extends Exception {

    private final Place place;
    private final String help;
    private final boolean unknownName;

    private CheckProblem(String message, String help, Place place, boolean unknownName) {
        super(message, null, false, false);
        this.place = place;
        this.help = help;
        this.unknownName = unknownName;
    }

    static CheckProblem type(String message, Place place) {
        return new CheckProblem(message, "", place, false);
    }

    /** A field or event type that does not exist: a rule may ask to be skipped for that. */
    static CheckProblem unknownName(String message, String help, Place place) {
        return new CheckProblem(message, help, place, true);
    }

    Place place() {
        return place;
    }

    String help() {
        return help;
    }

    boolean isUnknownName() {
        return unknownName;
    }
}
