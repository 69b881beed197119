// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.Arrays;

/** A piece of a rule set's RuleFiles record. The content is not copied: nobody changes it. */
public record RuleSetChunk(long version, int chunk, int chunks, byte[] content) {
    @Override
    public boolean equals(Object other) {
        return other instanceof RuleSetChunk that
                && version == that.version
                && chunk == that.chunk
                && chunks == that.chunks
                && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(version) * 31 + chunk;
    }

    @Override
    public String toString() {
        return "RuleSetChunk[" + version + "/" + chunk + " of " + chunks + "]";
    }
}
