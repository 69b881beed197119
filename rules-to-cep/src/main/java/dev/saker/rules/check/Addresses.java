// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads IP addresses and networks; names are never looked up. */
final class Addresses {

    private static final int GROUPS = 8;

    private Addresses() {}

    /** What has a dot is IPv4, everything else IPv6. */
    static Optional<ByteString> parse(String text) {
        return text.indexOf('.') >= 0 ? version4(text) : version6(text);
    }

    /** Host bits are cleared, as they never count. */
    static Optional<Literal.Net> parseNet(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !isDecimal(text.substring(slash + 1))) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(text.substring(slash + 1));
        return parse(text.substring(0, slash))
                .filter(address -> bits <= address.length() * 8)
                .map(address -> new Literal.Net(masked(address, bits), bits));
    }

    private static ByteString masked(ByteString address, int bits) {
        byte[] bytes = address.array().clone();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(8, bits - i * 8));
            bytes[i] &= (byte) (0xFF << (8 - kept));
        }
        return ByteString.of(bytes);
    }

    private static Optional<ByteString> version4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!isDecimal(parts[i]) || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(ByteString.of(bytes));
    }

    private static Optional<ByteString> version6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(all -> all.size() == GROUPS).map(Addresses::bytes);
        }
        Optional<List<Integer>> head = groups(text.substring(0, gap));
        Optional<List<Integer>> tail = groups(text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(head.get());
        int missing = GROUPS - all.size() - tail.get().size();
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(tail.get());
        return missing >= 1 ? Optional.of(bytes(all)) : Optional.empty();
    }

    private static Optional<List<Integer>> groups(String text) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        for (String group : text.split(":", -1)) {
            if (!isHex(group)) {
                return Optional.empty();
            }
            groups.add(Integer.parseInt(group, 16));
        }
        return Optional.of(groups);
    }

    private static boolean isDecimal(String text) {
        return !text.isEmpty()
                && text.length() <= 3
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isHex(String text) {
        return !text.isEmpty()
                && text.length() <= 4
                && text.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }

    private static ByteString bytes(List<Integer> groups) {
        byte[] bytes = new byte[GROUPS * 2];
        for (int i = 0; i < GROUPS; i++) {
            bytes[2 * i] = (byte) (groups.get(i) >> 8);
            bytes[2 * i + 1] = groups.get(i).byteValue();
        }
        return ByteString.of(bytes);
    }
}
