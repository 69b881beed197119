// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import dev.saker.rules.RuleSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Makes one rules file of Sigma documents.
 *
 * @param rules of rules that were taken over
 * @param correlations that were taken over
 * @param yaml the file; items are in the order of the documents, macros before what uses them
 * @param refused why each of the others was not
 */
public record SigmaImport(int rules, int correlations, String yaml, List<SigmaProblem> refused) {

    public SigmaImport {
        refused = List.copyOf(refused);
    }

    /** Documents of all files may refer to each other. */
    public static SigmaImport of(List<RuleSource> files, SigmaPlaceholders placeholders) {
        return new Run(placeholders).run(files);
    }

    /** One import. */
    private static final class Run {

        private final List<SigmaProblem> refused = new ArrayList<>();
        private final List<SigmaRule> rules = new ArrayList<>();
        private final List<SigmaNode> correlations = new ArrayList<>();
        private final List<SigmaFilter> filters = new ArrayList<>();
        private final Set<String> titles = new HashSet<>();
        private final SigmaPlaceholders placeholders;

        Run(SigmaPlaceholders placeholders) {
            this.placeholders = placeholders;
        }

        SigmaImport run(List<RuleSource> files) {
            files.forEach(this::read);
            for (SigmaFilter filter : filters) {
                attempt(() -> refused.addAll(filter.applyTo(rules)));
            }
            Map<SigmaRule, Boolean> parts = new LinkedHashMap<>();
            List<Map<String, Object>> made = new ArrayList<>();
            for (SigmaNode document : correlations) {
                attempt(() -> made.add(correlation(document, parts)));
            }
            List<Object> items = new ArrayList<>();
            parts.keySet().forEach(rule -> items.add(rule.asMacro()));
            int alone = 0;
            for (SigmaRule rule : rules) {
                if (parts.getOrDefault(rule, true)) {
                    int before = items.size();
                    attempt(() -> items.add(unique(rule.asRule(), "rule", rule.node())));
                    alone += items.size() - before;
                }
            }
            items.addAll(made);
            return new SigmaImport(alone, made.size(), yaml(items), refused);
        }

        private interface Step {
            void run() throws SigmaProblem;
        }

        private void attempt(Step step) {
            try {
                step.run();
            } catch (SigmaProblem problem) {
                refused.add(problem);
            }
        }

        private void read(RuleSource file) {
            LoadSettings settings = LoadSettings.builder().setLabel(file.name()).build();
            try {
                for (Node document : new Compose(settings).composeAllFromString(file.text())) {
                    attempt(() -> sort(new SigmaNode(document)));
                }
            } catch (MarkedYamlEngineException e) {
                String place =
                        e.getProblemMark()
                                .map(m -> (m.getLine() + 1) + ":" + (m.getColumn() + 1))
                                .orElse("1:1");
                refused.add(
                        new SigmaProblem("not YAML: " + e.getProblem(), file.name() + ":" + place));
            } catch (YamlEngineException e) {
                refused.add(new SigmaProblem("not YAML: " + e.getMessage(), file.name() + ":1:1"));
            }
        }

        private void sort(SigmaNode document) throws SigmaProblem {
            if (document.at("action").isPresent()) {
                throw new SigmaProblem(
                        "'action' is of Sigma 1: write what it would repeat into each rule",
                        document);
            }
            if (document.at("correlation").isPresent()) {
                correlations.add(document);
            } else if (document.at("filter").isPresent()) {
                filters.add(SigmaFilter.of(document));
            } else {
                rules.add(SigmaRule.of(document, placeholders));
            }
        }

        /** Its rules alert by themselves only if it says so. */
        private Map<String, Object> correlation(SigmaNode document, Map<SigmaRule, Boolean> parts)
                throws SigmaProblem {
            Map<String, Object> item =
                    unique(
                            SigmaCorrelation.item(document, rules, correlations),
                            "correlation",
                            document);
            SigmaNode correlation = document.need("correlation");
            Optional<SigmaNode> generate = correlation.at("generate");
            boolean alone = generate.isPresent() && generate.get().text().equals("true");
            for (SigmaRule rule : SigmaCorrelation.referredTo(correlation, rules, correlations)) {
                requireOwnMacro(rule, document);
                parts.merge(rule, alone, Boolean::logicalOr);
            }
            return item;
        }

        private void requireOwnMacro(SigmaRule rule, SigmaNode document) throws SigmaProblem {
            for (SigmaRule other : rules) {
                if (other != rule && other.macroName().equals(rule.macroName())) {
                    throw new SigmaProblem(
                            "two rules would be the macro " + rule.macroName() + ": name them",
                            document);
                }
            }
        }

        /** A second rule of a name would take the place of the first. */
        private Map<String, Object> unique(Map<String, Object> item, String kind, SigmaNode node)
                throws SigmaProblem {
            String title = (String) item.get(kind);
            if (titles.add(title)) {
                return item;
            }
            String other = title + " (" + node.text("id") + ")";
            if (node.text("id").isEmpty() || !titles.add(other)) {
                throw new SigmaProblem("another rule is called '" + title + "' too", node);
            }
            item.put(kind, other);
            return item;
        }

        private static String yaml(List<Object> items) {
            DumpSettings settings =
                    DumpSettings.builder()
                            .setDefaultFlowStyle(FlowStyle.BLOCK)
                            .setWidth(100)
                            .setSplitLines(true)
                            .build();
            return items.isEmpty() ? "" : new Dump(settings).dumpToString(items);
        }
    }
}
