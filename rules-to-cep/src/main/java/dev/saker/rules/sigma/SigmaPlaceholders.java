// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import dev.saker.rules.RuleSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What stands for {@code %name%} in values with the modifier {@code expand}: lists that differ from
 * site to site, such as {@code %domain_controllers%}.
 *
 * @param values by name; as in a rule, so that wildcards in them are wildcards
 */
public record SigmaPlaceholders(Map<String, List<String>> values) {
    /** More values than this are not written into one condition. */
    private static final int MOST = 100_000;

    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)%(\\w+)%");

    public SigmaPlaceholders {
        values = Map.copyOf(values);
    }

    public static SigmaPlaceholders none() {
        return new SigmaPlaceholders(Map.of());
    }

    /**
     * Of a YAML file: a map from names to a value, or to a list of values.
     *
     * @throws SigmaProblem if it is anything else
     */
    public static SigmaPlaceholders of(RuleSource file) throws SigmaProblem {
        LoadSettings settings = LoadSettings.builder().setLabel(file.name()).build();
        try {
            Node root =
                    new Compose(settings)
                            .composeString(file.text())
                            .orElseThrow(() -> new YamlEngineException("the file is empty"));
            Map<String, List<String>> values = new LinkedHashMap<>();
            for (Map.Entry<String, SigmaNode> entry : new SigmaNode(root).entries().entrySet()) {
                List<String> texts = new ArrayList<>();
                for (SigmaNode value : entry.getValue().items()) {
                    texts.add(value.text());
                }
                values.put(entry.getKey(), texts);
            }
            return new SigmaPlaceholders(values);
        } catch (YamlEngineException e) {
            throw new SigmaProblem("not YAML: " + e.getMessage(), file.name());
        }
    }

    /** These, and others over them. */
    public SigmaPlaceholders and(Map<String, List<String>> more) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new SigmaPlaceholders(all);
    }

    /** Every value that a text with placeholders stands for. */
    List<String> expand(String text, SigmaNode where) throws SigmaProblem {
        List<String> made = List.of("");
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            made = appended(made, List.of(text.substring(end, matcher.start())));
            made = appended(made, known(matcher.group(1), where));
            if (made.size() > MOST) {
                throw new SigmaProblem("placeholders that make more than " + MOST, where);
            }
            end = matcher.end();
        }
        return appended(made, List.of(text.substring(end)));
    }

    private List<String> known(String name, SigmaNode where) throws SigmaProblem {
        List<String> known = values.getOrDefault(name, List.of());
        if (known.isEmpty()) {
            throw new SigmaProblem(
                    "nobody said what %" + name + "% stands for: --placeholder " + name + "=VALUE",
                    where);
        }
        return known;
    }

    private static List<String> appended(List<String> starts, List<String> ends) {
        List<String> all = new ArrayList<>(starts.size() * ends.size());
        for (String start : starts) {
            ends.forEach(end -> all.add(start + end));
        }
        return all;
    }
}
