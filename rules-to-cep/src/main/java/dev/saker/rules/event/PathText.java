// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;

/**
 * Absolute paths without needless components. Lexical: symbolic links are not followed, and nothing
 * leads above the root.
 */
final class PathText {
    private PathText() {}

    /** Whether a path is already as {@link #append} would write it. */
    static boolean isClean(Slice path) {
        if (path.length() == 0 || path.at(0) != '/') {
            return false;
        }
        for (int at = 1; at <= path.length(); at++) {
            boolean ends = at == path.length() || path.at(at) == '/';
            if (ends && isNeedless(path, at)) {
                return path.length() == 1;
            }
        }
        return true;
    }

    /** Appends a path, resolved against a directory unless it is absolute. */
    static void append(Slice directory, Slice path, ByteSink sink) {
        int root = sink.length();
        if (path.length() == 0 || path.at(0) != '/') {
            appendComponents(directory, root, sink);
        }
        appendComponents(path, root, sink);
        if (sink.length() == root) {
            sink.append((byte) '/');
        }
    }

    /** Whether the component that ends here is empty, a dot or two. */
    private static boolean isNeedless(Slice path, int end) {
        int start = end;
        while (start > 0 && path.at(start - 1) != '/') {
            start--;
        }
        return isDots(path, start, end - start);
    }

    private static boolean isDots(Slice path, int start, int length) {
        return length == 0
                || length == 1 && path.at(start) == '.'
                || length == 2 && path.at(start) == '.' && path.at(start + 1) == '.';
    }

    private static void appendComponents(Slice path, int root, ByteSink sink) {
        int start = 0;
        for (int at = 0; at <= path.length(); at++) {
            if (at < path.length() && path.at(at) != '/') {
                continue;
            }
            if (!isDots(path, start, at - start)) {
                sink.append((byte) '/');
                sink.append(path.array(), path.offset() + start, at - start);
            } else if (at - start == 2) {
                dropLast(root, sink);
            }
            start = at + 1;
        }
    }

    private static void dropLast(int root, ByteSink sink) {
        int end = sink.length();
        while (end > root && sink.array()[end - 1] != '/') {
            end--;
        }
        sink.truncate(Math.max(root, end - 1));
    }
}
