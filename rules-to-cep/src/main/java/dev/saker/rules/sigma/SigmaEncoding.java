// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a value looks in Base64: the modifiers {@code base64} and {@code base64offset}. */
final class SigmaEncoding {
    private static final String BASE64 = "base64";
    private static final String BASE64_OFFSET = "base64offset";
    private static final Map<String, Charset> WIDE =
            Map.of(
                    "wide", StandardCharsets.UTF_16LE,
                    "utf16le", StandardCharsets.UTF_16LE,
                    "utf16be", StandardCharsets.UTF_16BE,
                    "utf16", StandardCharsets.UTF_16LE);
    private static final String BYTE_ORDER_MARK = "\ufeff";

    static final Set<String> MODIFIERS =
            Set.of(BASE64, BASE64_OFFSET, "wide", "utf16", "utf16le", "utf16be");

    private SigmaEncoding() {}

    /** Any of them will do. Wildcards cannot be encoded. */
    static List<String> of(SigmaNode item, Set<String> modifiers) throws SigmaProblem {
        SigmaPattern pattern = SigmaPattern.parse(item.text());
        if (!pattern.isText()) {
            throw new SigmaProblem("a value with wildcards cannot be encoded", item);
        }
        byte[] bytes = bytes(pattern.text(), modifiers, item);
        return modifiers.contains(BASE64_OFFSET)
                ? atEveryOffset(bytes)
                : List.of(Base64.getEncoder().encodeToString(bytes));
    }

    private static byte[] bytes(String text, Set<String> modifiers, SigmaNode item)
            throws SigmaProblem {
        Optional<String> wide = Optional.empty();
        boolean encoded = false;
        for (String modifier : modifiers) {
            boolean isWide = WIDE.containsKey(modifier);
            if (isWide && (encoded || wide.isPresent())) {
                throw new SigmaProblem(
                        "modifier '" + modifier + "' has its place once, before base64", item);
            }
            wide = isWide ? Optional.of(modifier) : wide;
            encoded |= modifier.startsWith(BASE64);
        }
        if (!encoded) {
            throw new SigmaProblem(
                    "modifier '" + wide.orElseThrow() + "' without base64: no text here is of it",
                    item);
        }
        String marked = wide.equals(Optional.of("utf16")) ? BYTE_ORDER_MARK + text : text;
        return marked.getBytes(wide.map(WIDE::get).orElse(StandardCharsets.UTF_8));
    }

    /** What is the same whatever stands before and behind, at each of three offsets. */
    private static List<String> atEveryOffset(byte[] bytes) {
        List<String> found = new ArrayList<>();
        int[] skipped = {0, 2, 3};
        int[] cut = {0, 3, 2};
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            String encoded = Base64.getEncoder().encodeToString(shifted);
            int end = encoded.length() - cut[shifted.length % 3];
            found.add(encoded.substring(skipped[offset], end));
        }
        return found;
    }
}
