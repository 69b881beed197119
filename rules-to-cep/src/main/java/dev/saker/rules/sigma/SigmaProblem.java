// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

/** Why a Sigma document cannot be taken over, and where. */
public final class SigmaProblem extends Exception {

    private static final long serialVersionUID = 1;

    private final String place;

    SigmaProblem(String message, SigmaNode where) {
        this(message, where.place());
    }

    SigmaProblem(String message, String place) {
        super(message, null, false, false);
        this.place = place;
    }

    /** {@code FILE:LINE:COLUMN}. */
    public String place() {
        return place;
    }

    @Override
    public String toString() {
        return place + ": " + getMessage();
    }
}
