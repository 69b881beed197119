// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One map of a rules file, read by key; knows what to call itself in findings. */
final class Item {

    /** YAML's words for yes and no, which may also be capitalised or in capitals. */
    private static final Set<String> YES = Set.of("true", "yes", "on", "y");

    private static final Set<String> NO = Set.of("false", "no", "off", "n");

    private final String type;
    private final YamlNode.Mapping mapping;
    private final Map<String, YamlNode.Entry> entries;
    private final Findings findings;
    private final Location parent;

    Item(String type, YamlNode.Mapping mapping, Findings findings) {
        this(type, mapping, findings, null);
    }

    private Item(String type, YamlNode.Mapping mapping, Findings findings, Location parent) {
        this.type = type;
        this.mapping = mapping;
        this.findings = findings;
        this.parent = parent;
        this.entries = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> entries.putIfAbsent(entry.name(), entry));
    }

    /** A map inside this one. */
    Item child(String childType, YamlNode.Mapping childMapping) {
        return new Item(childType, childMapping, findings, location());
    }

    /** The same item with other content. */
    Item with(YamlNode.Mapping changed) {
        return new Item(type, changed, findings, parent);
    }

    YamlNode.Mapping mapping() {
        return mapping;
    }

    Location location() {
        String name = "";
        SourceSpan span = mapping.span();
        YamlNode.Entry entry = entries.get(nameKey());
        if (entry != null) {
            span = entry.value().span();
            name = entry.value() instanceof YamlNode.Scalar scalar ? scalar.value() : "";
        }
        return new Location(type, name, span);
    }

    private String nameKey() {
        return parent == null ? type : "name";
    }

    SourceSpan span() {
        return location().span();
    }

    /** Steps down to a place in this item. */
    List<Location> path(String stepType, SourceSpan span) {
        List<Location> path = new ArrayList<>();
        if (parent != null) {
            path.add(parent);
        }
        path.add(location());
        if (!location().span().equals(span)) {
            path.add(new Location(stepType, "", span));
        }
        return path;
    }

    void report(LoadProblem problem) {
        findings.add(
                problem.code(), problem.getMessage(), problem.help(), path("item", problem.span()));
    }

    /** Reads a part of the item. */
    interface Part<T> {
        T read() throws LoadProblem;
    }

    /** Does a part of what an item asks for. */
    interface Step {
        void run() throws LoadProblem;
    }

    /** Collects what is wrong with the parts of an item, so that all of it is reported. */
    final class Parts {

        private LoadProblem first;

        /** Something to do that may turn out to be wrong. */
        void run(Step step) {
            read(
                    () -> {
                        step.run();
                        return Boolean.TRUE;
                    });
        }

        /** The part; nothing, and a finding, if it is wrong. */
        <T> Optional<T> read(Part<T> part) {
            try {
                return Optional.of(part.read());
            } catch (LoadProblem problem) {
                report(problem);
                first = first == null ? problem : first;
                return Optional.empty();
            }
        }

        /** To be called when all are read: from here on every part is there. */
        void requireAll() throws LoadProblem {
            if (first != null) {
                throw first; // reported again at the same place, so it still counts once
            }
        }
    }

    void warn(DiagnosticCode code, String message, SourceSpan span) {
        findings.add(code, message, "", path("item", span));
    }

    /** Warns of keys outside the set, and of keys that come twice: only the first counts. */
    void warnUnknownKeys(Set<String> known) {
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.name();
            if (!known.contains(key)) {
                findings.add(
                        DiagnosticCode.LOAD_UNKNOWN_KEY,
                        "Unknown key '" + key + "'. The key will be ignored.",
                        Nearest.help(key, known),
                        path("key", entry.key().span()));
            } else if (entries.get(key) != entry) {
                warn(
                        DiagnosticCode.LOAD_UNKNOWN_KEY,
                        "Key '" + key + "' is given twice. The second is ignored.",
                        entry.key().span());
            }
        }
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Whether a key is there with nothing behind it. */
    boolean isEmpty(String key) {
        return has(key) && entries.get(key).value().isEmpty();
    }

    Set<String> keys() {
        return entries.keySet();
    }

    SourceSpan keySpan(String key) {
        return entries.get(key).key().span();
    }

    YamlNode node(String key) throws LoadProblem {
        YamlNode.Entry entry = entries.get(key);
        if (entry == null) {
            throw LoadProblem.shape("Item has no mapping for key '" + key + "'", span());
        }
        if (entry.value().isEmpty()) {
            throw LoadProblem.shape("Mapping for key '" + key + "' is empty", entry.key().span());
        }
        return entry.value();
    }

    LocatedText text(String key) throws LoadProblem {
        return scalar(node(key)).text();
    }

    /** Text that may also be left out, null or empty. */
    String optionalText(String key) throws LoadProblem {
        if (!has(key) || entries.get(key).value().isEmpty()) {
            return "";
        }
        YamlNode node = entries.get(key).value();
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar.value();
        }
        throw LoadProblem.shape("Value is not a scalar value", node.span());
    }

    boolean flag(String key, boolean otherwise) throws LoadProblem {
        if (!has(key)) {
            return otherwise;
        }
        YamlNode.Scalar scalar = scalar(node(key));
        String word = scalar.value();
        if (isWord(word, YES)) {
            return true;
        }
        if (isWord(word, NO)) {
            return false;
        }
        throw LoadProblem.shape("Can't decode YAML scalar value", scalar.span());
    }

    private static boolean isWord(String word, Set<String> words) {
        return words.stream()
                .anyMatch(
                        known ->
                                word.equals(known)
                                        || word.equals(known.toUpperCase(Locale.ROOT))
                                        || word.equals(capitalised(known)));
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    long count(String key, long otherwise) throws LoadProblem {
        if (!has(key)) {
            return otherwise;
        }
        YamlNode.Scalar scalar = scalar(node(key));
        try {
            return Integer.parseUnsignedInt(scalar.value()) & 0xFFFF_FFFFL;
        } catch (NumberFormatException e) {
            throw LoadProblem.shape("Can't decode YAML scalar value", scalar.span());
        }
    }

    List<YamlNode> sequence(String key) throws LoadProblem {
        return sequence(node(key));
    }

    List<LocatedText> texts(String key) throws LoadProblem {
        List<LocatedText> texts = new ArrayList<>();
        texts(key, texts);
        return texts;
    }

    /** Adds those that can be read even if others cannot. */
    void texts(String key, List<LocatedText> texts) throws LoadProblem {
        Parts parts = new Parts();
        for (YamlNode node : sequence(key)) {
            parts.read(() -> scalar(node).text()).ifPresent(texts::add);
        }
        parts.requireAll();
    }

    static List<YamlNode> sequence(YamlNode node) throws LoadProblem {
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        throw LoadProblem.shape("Value is not a sequence", node.span());
    }

    static YamlNode.Scalar scalar(YamlNode node) throws LoadProblem {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            throw LoadProblem.shape("Value is not a scalar value", node.span());
        }
        if (scalar.empty() || scalar.value().isEmpty()) {
            throw LoadProblem.shape("Value must be non-empty", node.span());
        }
        return scalar;
    }
}
