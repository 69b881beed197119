// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Draws patterns in POSIX syntax, and texts that they may match. */
final class RandomPatterns {
    private static final List<String> ATOMS =
            List.of(
                    "a",
                    "b",
                    "c",
                    "k",
                    "S",
                    "é",
                    "€",
                    "😀",
                    "_",
                    "1",
                    " ",
                    "-",
                    "/",
                    ".",
                    "\\n",
                    "\\.",
                    "\\x41",
                    "\\x{20AC}",
                    "\\101",
                    "\\000",
                    "\\061",
                    "[ab]",
                    "[^ab]",
                    "[a-c1]",
                    "[^[:word:]/]",
                    "[[:alpha:]_]",
                    "[[:^digit:]]",
                    "[^[:^space:]]",
                    "[]a]",
                    "[a-]",
                    "[-a]",
                    "[é-ö]",
                    "[\\101\\x42-]",
                    "^",
                    "$",
                    "]",
                    "}",
                    "\\{");

    private static final List<String> REPEATS =
            List.of("*", "+", "?", "{2}", "{0}", "{1,}", "{0,2}", "{2,3}", "{3,}");

    private static final List<String> LETTERS =
            List.of(
                    "a", "b", "c", "A", "B", "k", "K", "s", "é", "€", "😀", "_", "1", " ", "-", "/",
                    "\n", ".", "x", "\0");

    private final Random random;

    RandomPatterns(Random random) {
        this.random = random;
    }

    /** A pattern, and one that says the same where a question mark behind a repetition is greed. */
    record Drawn(String posix, String perl) {
        private Drawn then(Drawn other) {
            return new Drawn(posix + other.posix, perl + other.perl);
        }

        private static Drawn of(String both) {
            return new Drawn(both, both);
        }
    }

    Drawn pattern() {
        return choice(3);
    }

    private Drawn choice(int depth) {
        Drawn choice = sequence(depth);
        while (random.nextInt(4) == 0) {
            choice = choice.then(Drawn.of("|")).then(sequence(depth));
        }
        return choice;
    }

    private Drawn sequence(int depth) {
        Drawn sequence = Drawn.of("");
        for (int parts = random.nextInt(4); parts >= 0; parts--) {
            boolean nested = depth > 0 && random.nextInt(4) == 0;
            Drawn part = nested ? group(depth) : Drawn.of(pick(ATOMS));
            while (random.nextInt(3) == 0) {
                String repeat = pick(REPEATS);
                part = new Drawn(part.posix + repeat, "(?:" + part.perl + ")" + repeat);
            }
            sequence = sequence.then(part);
        }
        return sequence;
    }

    private Drawn group(int depth) {
        return Drawn.of("(").then(choice(depth - 1)).then(Drawn.of(")"));
    }

    byte[] text() {
        StringBuilder text = new StringBuilder();
        for (int letters = random.nextInt(7); letters > 0; letters--) {
            text.append(pick(LETTERS));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
