// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Sigma rule as ours.
 *
 * @param condition on one event
 * @param filters that are in the condition
 * @param placeholders that are in it, too
 * @param category decides what the output shows
 * @param node the document
 */
record SigmaRule(
        SigmaHead head,
        String condition,
        SigmaCategory category,
        SigmaNode node,
        List<SigmaFilter> filters,
        SigmaPlaceholders placeholders) {

    private static final Set<String> DEAD = Set.of("deprecated", "unsupported");

    static SigmaRule of(SigmaNode document, SigmaPlaceholders placeholders) throws SigmaProblem {
        SigmaNode source = document.need("logsource");
        SigmaNode detection = document.need("detection");
        String product = source.text("product");
        if (!product.isEmpty() && !product.equals("linux")) {
            throw new SigmaProblem("logsource of product '" + product + "', not linux", source);
        }
        if (!source.text("service").isEmpty()) {
            throw new SigmaProblem(
                    "logsource of service '"
                            + source.text("service")
                            + "': its records are not system calls",
                    source);
        }
        Optional<SigmaCategory> category = SigmaCategory.of(source.text("category"));
        if (category.isEmpty()) {
            throw new SigmaProblem(
                    (source.text("category").isEmpty()
                                    ? "logsource without a category"
                                    : "logsource of category '" + source.text("category") + "'")
                            + ", not process_creation, file_event or network_connection",
                    source);
        }
        String condition =
                SigmaDetection.condition(category.get(), List.of(detection), placeholders);
        return new SigmaRule(
                SigmaHead.of(document),
                condition,
                category.get(),
                document,
                List.of(),
                placeholders);
    }

    /** The same, for fewer events. */
    SigmaRule filteredBy(SigmaFilter filter) throws SigmaProblem {
        List<SigmaFilter> all = new ArrayList<>(filters);
        all.add(filter);
        List<SigmaNode> detections = new ArrayList<>(List.of(node.need("detection")));
        all.forEach(one -> detections.add(one.detection()));
        String filtered = SigmaDetection.condition(category, detections, placeholders);
        return new SigmaRule(head, filtered, category, node, all, placeholders);
    }

    /** The name of a macro that has its condition. */
    String macroName() {
        String name = head.name().isEmpty() ? head.title() : head.name();
        return "sigma_" + name.replaceAll("[^A-Za-z0-9]+", "_");
    }

    Map<String, Object> asMacro() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("macro", macroName());
        item.put("condition", condition);
        return item;
    }

    Map<String, Object> asRule() throws SigmaProblem {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("rule", head.title());
        item.put("desc", head.description() + filterTitles());
        item.put("condition", condition);
        item.put("output", output());
        item.put("priority", head.priority(node));
        item.put("tags", new ArrayList<>(head.tags()));
        if (DEAD.contains(head.status())) {
            item.put("enabled", false);
        }
        return item;
    }

    private String filterTitles() {
        List<String> titles = filters.stream().map(SigmaFilter::title).toList();
        return titles.isEmpty() ? "" : " Filtered: " + String.join(", ", titles) + ".";
    }

    private String output() {
        List<String> fields = new ArrayList<>(List.of("user=%user.name"));
        fields.add("process=%proc.exepath command=%proc.cmdline");
        fields.add("parent=%proc.pexepath parent_command=%proc.pcmdline");
        switch (category) {
            case FILE_EVENT -> fields.add("file=%fd.name target=%fs.path.target");
            case NETWORK_CONNECTION -> fields.add("connection=%fd.name");
            case PROCESS_CREATION -> fields.add("directory=%proc.cwd");
        }
        return head.title().replace("%", " percent") + " (" + String.join(" ", fields) + ")";
    }
}
