// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Sigma rules and correlations have in common.
 *
 * @param name by which correlations refer to it; may be empty, and so may the id
 * @param description with where it is from: Sigma's licence wants the author named
 */
record SigmaHead(
        String title,
        String name,
        String id,
        String status,
        String level,
        String description,
        List<String> tags) {

    private static final Map<String, String> PRIORITIES =
            Map.of(
                    "critical", "CRITICAL",
                    "high", "ERROR",
                    "medium", "WARNING",
                    "low", "NOTICE",
                    "informational", "INFORMATIONAL",
                    "", "WARNING");

    SigmaHead {
        tags = List.copyOf(tags);
    }

    static SigmaHead of(SigmaNode document) throws SigmaProblem {
        String title = document.need("title").text().strip();
        if (title.isEmpty()) {
            throw new SigmaProblem("the title is empty", document);
        }
        List<String> tags = new ArrayList<>();
        Optional<SigmaNode> written = document.at("tags");
        for (SigmaNode tag : written.isPresent() ? written.get().items() : List.<SigmaNode>of()) {
            tags.add(tag.text());
        }
        return new SigmaHead(
                title,
                document.text("name"),
                document.text("id"),
                document.text("status"),
                document.text("level"),
                description(title, document),
                tags);
    }

    private static String description(String title, SigmaNode document) throws SigmaProblem {
        String text = document.text("description");
        String id = document.text("id");
        Optional<SigmaNode> author = document.at("author");
        StringBuilder from = new StringBuilder(text.isEmpty() ? title : text);
        from.append(" (Sigma").append(id.isEmpty() ? "" : " " + id);
        if (author.isPresent()) {
            List<String> names = new ArrayList<>();
            for (SigmaNode name : author.get().items()) {
                names.add(name.text());
            }
            from.append(" by ").append(String.join(", ", names));
        }
        return from.append(')').toString();
    }

    String priority(SigmaNode document) throws SigmaProblem {
        String priority = PRIORITIES.get(level);
        if (priority == null) {
            throw new SigmaProblem("level '" + level + "' is none of Sigma's", document);
        }
        return priority;
    }

    /** Whether a correlation means this one. */
    boolean isCalled(String reference) {
        return reference.equals(name) || reference.equals(id);
    }
}
