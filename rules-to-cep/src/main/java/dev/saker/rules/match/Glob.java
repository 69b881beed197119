// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell pattern over bytes, as fnmatch(3) reads it without flags: the star crosses slashes, a
 * leading dot is nothing special, the backslash quotes. One remembered star is all the backtracking
 * there is, so hostile text costs at most pattern times text.
 */
final class Glob {
    private static final long[] STAR = {};
    private static final long[] NEVER = new long[4];

    /** One set of bytes per position, 256 bits; {@link #STAR} for any run of bytes. */
    private final long[][] tokens;

    private Glob(List<long[]> tokens) {
        this.tokens = tokens.toArray(long[][]::new);
    }

    static Glob of(byte[] pattern, boolean ignoreCase) {
        return new Glob(new PatternReader(pattern, ignoreCase).read());
    }

    /** Whether a pattern is more than its own text. */
    static boolean isPattern(byte[] text) {
        for (byte letter : text) {
            if (letter == '*' || letter == '?' || letter == '[') {
                return true;
            }
        }
        return false;
    }

    boolean matches(byte[] array, int offset, int length) {
        int end = offset + length;
        int at = offset;
        int token = 0;
        int starToken = -1;
        int starAt = 0;
        while (at < end) {
            if (token < tokens.length && tokens[token] == STAR) {
                starToken = token++;
                starAt = at;
            } else if (token < tokens.length && has(tokens[token], array[at])) {
                token++;
                at++;
            } else if (starToken >= 0) {
                token = starToken + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == STAR) {
            token++;
        }
        return token == tokens.length;
    }

    private static boolean has(long[] set, byte letter) {
        int bit = letter & 0xff;
        return (set[bit >> 6] >>> bit & 1) != 0;
    }

    /** Turns the pattern's text into sets of bytes. */
    private static final class PatternReader {
        private final byte[] pattern;
        private final boolean ignoreCase;
        private final List<long[]> tokens = new ArrayList<>();
        private int at;

        PatternReader(byte[] pattern, boolean ignoreCase) {
            this.pattern = pattern;
            this.ignoreCase = ignoreCase;
        }

        List<long[]> read() {
            while (at < pattern.length) {
                byte letter = pattern[at++];
                switch (letter) {
                    case '*' -> addStar();
                    case '?' -> tokens.add(new long[] {-1, -1, -1, -1});
                    case '[' -> addBracket();
                    case '\\' -> addQuoted();
                    default -> tokens.add(single(letter));
                }
            }
            return tokens;
        }

        private void addStar() {
            if (tokens.isEmpty() || tokens.get(tokens.size() - 1) != STAR) {
                tokens.add(STAR);
            }
        }

        /** A backslash that quotes nothing matches nothing, as in glibc. */
        private void addQuoted() {
            tokens.add(at < pattern.length ? single(pattern[at++]) : NEVER);
        }

        /** A bracket that is never closed is an ordinary letter, as in glibc. */
        private void addBracket() {
            int start = at;
            long[] set = bracket();
            if (set != null) {
                tokens.add(set);
                return;
            }
            at = start;
            tokens.add(single((byte) '['));
        }

        private long[] bracket() {
            boolean negated = at < pattern.length && (pattern[at] == '!' || pattern[at] == '^');
            if (negated) {
                at++;
            }
            long[] set = new long[4];
            for (boolean first = true; at < pattern.length; first = false) {
                if (pattern[at] == ']' && !first) {
                    at++;
                    return negated ? complement(set) : set;
                }
                if (!addNamedClass(set) && !addRange(set)) {
                    return null;
                }
            }
            return null;
        }

        private boolean addRange(long[] set) {
            int low = member();
            if (low < 0) {
                return false;
            }
            int high = low;
            if (at + 1 < pattern.length && pattern[at] == '-' && pattern[at + 1] != ']') {
                at++;
                high = member();
            }
            for (int letter = low; letter <= high; letter++) {
                add(set, (byte) letter);
            }
            return high >= 0;
        }

        /** The next letter between brackets, or -1 at the end of the pattern. */
        private int member() {
            if (pattern[at] == '\\') {
                at++;
            }
            return at < pattern.length ? pattern[at++] & 0xff : -1;
        }

        private boolean addNamedClass(long[] set) {
            if (pattern[at] != '[' || at + 1 >= pattern.length || pattern[at + 1] != ':') {
                return false;
            }
            for (int end = at + 2; end + 1 < pattern.length; end++) {
                if (pattern[end] == ':' && pattern[end + 1] == ']') {
                    addNamed(set, new String(pattern, at + 2, end - at - 2));
                    at = end + 2;
                    return true;
                }
            }
            return false;
        }

        private void addNamed(long[] set, String name) {
            for (int letter = 0; letter < 128; letter++) {
                if (inClass(name, letter)) {
                    add(set, (byte) letter);
                }
            }
        }

        private static boolean inClass(String name, int letter) {
            boolean alpha = letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
            boolean digit = letter >= '0' && letter <= '9';
            boolean graph = letter > ' ' && letter < 127;
            return switch (name) {
                case "alpha" -> alpha;
                case "digit" -> digit;
                case "alnum" -> alpha || digit;
                case "upper" -> letter >= 'A' && letter <= 'Z';
                case "lower" -> letter >= 'a' && letter <= 'z';
                case "xdigit" -> digit || "abcdefABCDEF".indexOf(letter) >= 0;
                case "space" -> letter == ' ' || letter >= 9 && letter <= 13;
                case "blank" -> letter == ' ' || letter == '\t';
                case "punct" -> graph && !alpha && !digit;
                case "graph" -> graph;
                case "print" -> graph || letter == ' ';
                case "cntrl" -> letter < ' ' || letter == 127;
                default -> false;
            };
        }

        private long[] single(byte letter) {
            long[] set = new long[4];
            add(set, letter);
            return set;
        }

        private void add(long[] set, byte letter) {
            set(set, letter);
            if (ignoreCase) {
                set(set, ByteText.lower(letter));
                set(set, ByteText.upper(letter));
            }
        }

        private static void set(long[] set, byte letter) {
            int bit = letter & 0xff;
            set[bit >> 6] |= 1L << bit;
        }

        private static long[] complement(long[] set) {
            return new long[] {~set[0], ~set[1], ~set[2], ~set[3]};
        }
    }
}
