// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.rules.check.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A test of a name that a program hands to a system call. What the state makes of the name (joined
 * with a directory, without {@code ..}) is not known in the kernel, so only a name that is its own
 * resolution is held against the prefixes; any other passes.
 *
 * @param register which argument of the call points to the name, from 0
 * @param prefixes of which one must begin the name; a final NUL makes one the whole name. Cut to
 *     {@link #MOST_BYTES}
 */
public record PathTest(int register, Set<String> prefixes) {
    /** What the kernel compares of a prefix. */
    public static final int MOST_BYTES = 64;

    /** What the kernel reads of a name, its final NUL included; a longer one passes. */
    public static final int MOST_NAME_BYTES = 256;

    public static final int MOST_PREFIXES = 16;

    public PathTest {
        prefixes = Set.copyOf(prefixes);
        if (prefixes.isEmpty() || prefixes.size() > MOST_PREFIXES) {
            throw new IllegalArgumentException(
                    "1 to 16 prefixes are needed, not " + prefixes.size());
        }
    }

    /** The bytes that are compared, in ISO 8859-1: a letter each. */
    static String prefix(ByteString text, boolean whole) {
        byte[] bytes = text.array();
        String all = new String(bytes, 0, bytes.length, StandardCharsets.ISO_8859_1);
        String ended = whole ? all + '\0' : all;
        return ended.substring(0, Math.min(MOST_BYTES, ended.length()));
    }

    /** Whether this passes whatever the other passes. */
    boolean includes(PathTest other) {
        return register == other.register
                && other.prefixes.stream()
                        .allMatch(longer -> prefixes.stream().anyMatch(longer::startsWith));
    }

    /**
     * Decides as the kernel does.
     *
     * @param name without its final NUL; null if it could not be read
     */
    public boolean passes(byte[] name) {
        if (name == null || name.length + 1 >= MOST_NAME_BYTES || !isItsOwnResolution(name)) {
            return true;
        }
        byte[] ended = Arrays.copyOf(name, Math.max(name.length + 1, MOST_BYTES));
        return prefixes.stream().anyMatch(prefix -> begins(ended, prefix));
    }

    private static boolean begins(byte[] ended, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if ((ended[i] & 0xff) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Absolute, of letters that texts of parameters show as they are, and no slash is followed by a
     * slash, a dot or the end.
     */
    private static boolean isItsOwnResolution(byte[] name) {
        if (name.length == 0 || name[0] != '/') {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            boolean last = i + 1 == name.length;
            boolean slash = name[i] == '/';
            boolean plain = name[i] > ' ' && name[i] <= '~'; // what is above is negative
            if (!plain || slash && (last || name[i + 1] == '/' || name[i + 1] == '.')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, "its name is ", true);
        add(parts, "its name begins with ", false);
        return String.join(", or ", parts);
    }

    private void add(List<String> parts, String introduction, boolean whole) {
        String names =
                new TreeSet<>(prefixes)
                        .stream()
                                .filter(prefix -> prefix.endsWith("\0") == whole)
                                .map(
                                        prefix ->
                                                whole
                                                        ? prefix.substring(0, prefix.length() - 1)
                                                        : prefix)
                                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            parts.add(introduction + names);
        }
    }
}
