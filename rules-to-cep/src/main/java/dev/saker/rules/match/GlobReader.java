// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/**
 * Reads shell patterns into globs. One is used again for pattern after pattern, and then makes no
 * objects.
 */
final class GlobReader {
    private static final int LETTERS = 256;
    private static final String[] CLASSES = {
        "alpha", "digit", "alnum", "upper", "lower", "xdigit", "space", "blank", "punct", "graph",
        "print", "cntrl"
    };

    private byte[] pattern;
    private int at;
    private int end;
    private boolean ignoreCase;
    private Glob glob;

    /** Turns a glob into that of this pattern. */
    void read(byte[] array, int offset, int length, boolean ignoringCase, Glob into) {
        pattern = array;
        at = offset;
        end = offset + length;
        ignoreCase = ignoringCase;
        glob = into;
        glob.clear();
        while (at < end) {
            byte letter = pattern[at++];
            switch (letter) {
                case '*' -> glob.addStar();
                case '?' -> addAny();
                case '[' -> addBracket();
                case '\\' -> addQuoted();
                default -> addSingle(letter);
            }
        }
    }

    private void addAny() {
        glob.addSet();
        glob.complement();
    }

    /** A backslash that quotes nothing matches nothing, as in glibc. */
    private void addQuoted() {
        if (at < end) {
            addSingle(pattern[at++]);
        } else {
            glob.addSet();
        }
    }

    private void addSingle(byte letter) {
        glob.addSet();
        add(letter);
    }

    /** A bracket that is never closed is an ordinary letter, as in glibc. */
    private void addBracket() {
        int start = at;
        glob.addSet();
        if (!readBracket()) {
            at = start;
            glob.dropSet();
            addSingle((byte) '[');
        }
    }

    private boolean readBracket() {
        boolean negated = at < end && (pattern[at] == '!' || pattern[at] == '^');
        if (negated) {
            at++;
        }
        for (boolean first = true; at < end; first = false) {
            if (pattern[at] == ']' && !first) {
                at++;
                if (negated) {
                    glob.complement();
                }
                return true;
            }
            if (!addNamedClass() && !addRange()) {
                return false;
            }
        }
        return false;
    }

    private boolean addRange() {
        int low = member();
        if (low < 0) {
            return false;
        }
        int high = low;
        if (at + 1 < end && pattern[at] == '-' && pattern[at + 1] != ']') {
            at++;
            high = member();
        }
        for (int letter = low; letter <= high; letter++) {
            add((byte) letter);
        }
        return high >= 0;
    }

    /** The next letter between brackets, or -1 at the end of the pattern. */
    private int member() {
        if (pattern[at] == '\\') {
            at++;
        }
        return at < end ? pattern[at++] & 0xff : -1;
    }

    private boolean addNamedClass() {
        if (pattern[at] != '[' || at + 1 >= end || pattern[at + 1] != ':') {
            return false;
        }
        for (int close = at + 2; close + 1 < end; close++) {
            if (pattern[close] == ':' && pattern[close + 1] == ']') {
                addNamed(at + 2, close);
                at = close + 2;
                return true;
            }
        }
        return false;
    }

    /** Adds the letters of a class; one that does not exist has none. */
    private void addNamed(int start, int after) {
        for (String name : CLASSES) {
            if (isNamed(name, start, after)) {
                for (int letter = 0; letter < LETTERS / 2; letter++) {
                    if (inClass(name, letter)) {
                        add((byte) letter);
                    }
                }
            }
        }
    }

    private boolean isNamed(String name, int start, int after) {
        boolean same = name.length() == after - start;
        for (int i = 0; same && i < name.length(); i++) {
            same = pattern[start + i] == name.charAt(i);
        }
        return same;
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

    private void add(byte letter) {
        glob.add(letter);
        if (ignoreCase) {
            glob.add(ByteText.lower(letter));
            glob.add(ByteText.upper(letter));
        }
    }
}
