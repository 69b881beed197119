// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths of a pmatch as a tree by component: a path matches when one of them is a prefix of it
 * in whole components. A component may be a shell pattern. Empty components do not count, so a
 * slash at the end changes nothing, and the path "/" is a prefix of everything.
 */
final class PathPrefixes {
    private final Directory root;

    PathPrefixes(Collection<byte[]> paths) {
        Sketch sketch = new Sketch();
        for (byte[] path : paths) {
            sketch.add(path, 0);
        }
        root = sketch.freeze();
    }

    boolean matches(Slice path) {
        return root.matches(path.array(), path.offset(), path.offset() + path.length());
    }

    private static int skipSlashes(byte[] path, int at, int end) {
        int start = at;
        while (start < end && path[start] == '/') {
            start++;
        }
        return start;
    }

    private static int componentEnd(byte[] path, int at, int end) {
        int stop = at;
        while (stop < end && path[stop] != '/') {
            stop++;
        }
        return stop;
    }

    /** A node of the tree, fixed. */
    private record Directory(
            boolean whole,
            ByteSliceSet names,
            Directory[] named,
            Glob[] globs,
            Directory[] globbed) {

        boolean matches(byte[] path, int at, int end) {
            if (whole) {
                return true;
            }
            int start = skipSlashes(path, at, end);
            if (start == end) {
                return false;
            }
            int stop = componentEnd(path, start, end);
            int name = names.indexOf(path, start, stop - start);
            if (name >= 0 && named[name].matches(path, stop, end)) {
                return true;
            }
            for (int i = 0; i < globs.length; i++) {
                if (globs[i].matches(path, start, stop - start)
                        && globbed[i].matches(path, stop, end)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A node while the tree grows. Names are kept as Latin-1 text, which holds any byte. */
    private static final class Sketch {
        private final Map<String, Sketch> children = new LinkedHashMap<>();
        private boolean whole;

        void add(byte[] path, int at) {
            int start = skipSlashes(path, at, path.length);
            if (start == path.length) {
                whole = true;
                return;
            }
            int stop = componentEnd(path, start, path.length);
            String name = new String(path, start, stop - start, StandardCharsets.ISO_8859_1);
            children.computeIfAbsent(name, unused -> new Sketch()).add(path, stop);
        }

        Directory freeze() {
            List<byte[]> names = new ArrayList<>();
            List<Directory> named = new ArrayList<>();
            List<Glob> globs = new ArrayList<>();
            List<Directory> globbed = new ArrayList<>();
            children.forEach(
                    (text, child) -> {
                        byte[] name = text.getBytes(StandardCharsets.ISO_8859_1);
                        if (Glob.isPattern(name)) {
                            globs.add(Glob.of(name, false));
                            globbed.add(child.freeze());
                        } else {
                            names.add(name);
                            named.add(child.freeze());
                        }
                    });
            return new Directory(
                    whole,
                    new ByteSliceSet(names),
                    named.toArray(Directory[]::new),
                    globs.toArray(Glob[]::new),
                    globbed.toArray(Directory[]::new));
        }
    }
}
