// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.rule;

import dev.saker.rules.diagnostic.SourceSpan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a rules file as UTF-8, and points at the first byte that is not. */
final class RulesText {

    /** Beyond any rules file; a device or a log named by mistake must not fill the memory. */
    private static final long MAX_BYTES = 256L << 20;

    private RulesText() {}

    static String read(Path file) throws UnreadableRulesException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw unreadable(
                        file,
                        "rules file is larger than " + (MAX_BYTES >> 20) + " MB: " + file,
                        null);
            }
            return decoded(file, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw unreadable(file, "no such rules file: " + file, e);
        } catch (IOException e) {
            throw unreadable(file, "cannot read rules file " + file + ": " + e.getMessage(), e);
        }
    }

    private static UnreadableRulesException unreadable(Path file, String message, Throwable e) {
        return new UnreadableRulesException(message, SourceSpan.startOf(file.toString()), e);
    }

    private static String decoded(Path file, byte[] bytes) throws UnreadableRulesException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (!result.isError()) {
            return out.toString();
        }
        int line = 1;
        int column = 1;
        for (int i = 0; i < out.length(); i++) {
            boolean ends = out.charAt(i) == '\n';
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
        }
        String message =
                String.format(
                        "rules file is not UTF-8: %s, byte 0x%02X at line %d, column %d",
                        file, bytes[in.position()], line, column);
        throw new UnreadableRulesException(
                message, new SourceSpan(file.toString(), line, column, out.length(), 0), null);
    }
}
