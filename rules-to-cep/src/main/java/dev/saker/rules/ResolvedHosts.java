// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of hosts as they were resolved when a rule set was pushed, in the form in which they travel
 * with its files: a file of comments, so that who does not know of it sees no rule in it.
 *
 * @param addresses by name
 */
public record ResolvedHosts(Map<String, List<String>> addresses) implements HostResolver {
    /** Name of the file. */
    public static final String FILE = "resolved-host-names";

    private static final String COMMENT = "# ";

    public ResolvedHosts {
        addresses = new LinkedHashMap<>(addresses);
    }

    /** What {@link #text} wrote. */
    public static ResolvedHosts parse(String text) {
        Map<String, List<String>> addresses = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            if (line.startsWith(COMMENT)) {
                List<String> words = Arrays.asList(line.substring(COMMENT.length()).split(" "));
                addresses.put(words.get(0), List.copyOf(words.subList(1, words.size())));
            }
        }
        return new ResolvedHosts(addresses);
    }

    /** A line for each name, with its addresses. */
    public String text() {
        StringBuilder text = new StringBuilder();
        addresses.forEach(
                (name, known) -> {
                    List<String> words = new ArrayList<>(List.of(name));
                    words.addAll(known);
                    text.append(COMMENT).append(String.join(" ", words)).append('\n');
                });
        return text.toString();
    }

    @Override
    public List<String> addresses(String name) {
        return addresses.getOrDefault(name, List.of());
    }
}
