// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

/** Counts productions inside each other, so that no condition can use up the stack. */
final class Depth {

    private final Scanner scanner;
    private final int limit;
    private int depth;

    Depth(Scanner scanner, int limit) {
        this.scanner = scanner;
        this.limit = limit;
    }

    void enter() throws SyntaxProblem {
        if (++depth >= limit) {
            throw scanner.problem("exceeded max depth limit of " + limit);
        }
    }

    void leave() {
        depth--;
    }
}
