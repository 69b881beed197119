// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.nio.charset.StandardCharsets;

/**
 * Resolves paths as Falco does: by their text alone. {@code //}, {@code .} and {@code ..} go, never
 * above the root; a slash at the end goes; symbolic links are not followed. The base is taken as it
 * is, and nothing is put between it and the path, so a base that is a directory ends with a slash.
 * One thread only.
 */
public final class Paths {
    /** Falco's limit for a resolved path, its last NUL included. */
    static final int MAX_PATH = 1024;

    static final byte[] TOO_LONG =
            "/DIR_TOO_LONG/FILENAME_TOO_LONG".getBytes(StandardCharsets.US_ASCII);

    private final ByteStrings strings;
    private final byte[] target = new byte[MAX_PATH];

    public Paths(ByteStrings strings) {
        this.strings = strings;
    }

    /** The path below the base; the base does not matter to an absolute or empty path. */
    public byte[] resolve(byte[] base, byte[] path, int offset, int length) {
        boolean ownBase = length > 0 && path[offset] != '/';
        int baseLength = ownBase ? base.length : 0;
        if (!fits(base, length)) {
            return TOO_LONG;
        }
        if (!ownBase && isNormal(path, offset, length)) {
            return strings.of(path, offset, length);
        }
        System.arraycopy(base, 0, target, 0, baseLength);
        int end = append(baseLength, path, offset, offset + length);
        if (end > 1 && target[end - 1] == '/') {
            end--;
        }
        return strings.of(target, 0, end);
    }

    /** Whether the path is short enough to be resolved: Falco adds the base, needed or not. */
    static boolean fits(byte[] base, int length) {
        return base.length + length + 1 <= MAX_PATH;
    }

    /** As {@link #resolve}, for a path that nobody writes to: it may be the answer. */
    byte[] resolveOwned(byte[] base, byte[] path) {
        boolean isAnswer =
                fits(base, path.length)
                        && (path.length == 0 || path[0] == '/')
                        && isNormal(path, 0, path.length);
        return isAnswer ? path : resolve(base, path, 0, path.length);
    }

    /** The path as the process passed it, repeated slashes squeezed into one. */
    public byte[] squeeze(byte[] path) {
        if (!hasDoubleSlash(path)) {
            return path;
        }
        int end = 0;
        for (int at = 0; at < path.length && end < MAX_PATH; at++) {
            if (path[at] != '/' || end == 0 || target[end - 1] != '/') {
                target[end++] = path[at];
            }
        }
        return strings.of(target, 0, end);
    }

    /** The resolved path as a directory: with a slash at its end. */
    public byte[] directory(byte[] resolved) {
        int length = resolved.length;
        if (length > 0 && resolved[length - 1] == '/') {
            return resolved;
        }
        int kept = Math.min(length, MAX_PATH - 1);
        System.arraycopy(resolved, 0, target, 0, kept);
        target[kept] = '/';
        return strings.of(target, 0, kept + 1);
    }

    /** Copies component by component; returns the end of the target. */
    private int append(int start, byte[] path, int offset, int limit) {
        boolean emptyBase = start == 0;
        int end = start;
        int at = offset;
        while (at < limit) {
            byte current = path[at];
            if (current == '.' && (end == 0 || target[end - 1] == '/')) {
                int dots = dots(path, at, limit);
                if (dots > 0) {
                    end = dots == 2 ? parent(end) : end;
                    at = Math.min(at + dots + 1, limit);
                    continue;
                }
            }
            boolean needless = current == '/' && (end > 0 ? target[end - 1] == '/' : !emptyBase);
            if (!needless) {
                target[end++] = current;
            }
            at++;
        }
        return end;
    }

    /** 1 for the component ".", 2 for "..", 0 for any other. */
    private static int dots(byte[] path, int at, int limit) {
        int end = at + 1;
        if (end < limit && path[end] == '.') {
            end++;
        }
        return end == limit || path[end] == '/' ? end - at : 0;
    }

    /** Drops the last component; stays at the first byte, which is the root's slash. */
    private int parent(int end) {
        if (end <= 1) {
            return end;
        }
        int at = end - 1;
        while (at >= 1 && target[at - 1] != '/') {
            at--;
        }
        return at;
    }

    private static boolean hasDoubleSlash(byte[] path) {
        for (int at = 1; at < path.length; at++) {
            if (path[at] == '/' && path[at - 1] == '/') {
                return true;
            }
        }
        return false;
    }

    private static boolean isNormal(byte[] path, int offset, int length) {
        int limit = offset + length;
        if (length > 1 && path[limit - 1] == '/') {
            return false;
        }
        for (int at = offset + 1; at < limit; at++) {
            if (path[at - 1] == '/' && (path[at] == '/' || path[at] == '.')) {
                return false;
            }
        }
        return true;
    }
}
