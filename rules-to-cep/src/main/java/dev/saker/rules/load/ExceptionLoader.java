// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.load.ExceptionDefinition.Row;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.SyntaxProblem;
import dev.saker.rules.syntax.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the exceptions of a rule. */
final class ExceptionLoader {

    private static final String UNKNOWN_SOURCE = "";
    private static final Set<String> KEYS = Set.of("name", "fields", "comps", "values");

    private final FieldCatalog catalog;
    private final FieldLookup lookup;

    ExceptionLoader(FieldCatalog catalog) {
        this.catalog = catalog;
        this.lookup = new FieldLookup(catalog);
    }

    /** Of a new rule, or in place of those a rule has. */
    List<ExceptionDefinition> define(Item rule, String source) throws LoadProblem {
        List<ExceptionDefinition> defined = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Item.Parts parts = rule.new Parts();
        for (Item item : items(rule, parts)) {
            parts.read(() -> named(item, names, source)).ifPresent(defined::add);
        }
        parts.requireAll();
        return defined;
    }

    private ExceptionDefinition named(Item item, Set<String> names, String source)
            throws LoadProblem {
        warnIfTwice(item, names);
        return full(item, source);
    }

    /** To those a rule has: more values under a known name, or an exception of its own. */
    List<ExceptionDefinition> append(Item rule, List<ExceptionDefinition> old, String source)
            throws LoadProblem {
        List<ExceptionDefinition> all = new ArrayList<>(old);
        Set<String> names = new HashSet<>();
        Item.Parts parts = rule.new Parts();
        for (Item item : items(rule, parts)) {
            parts.run(() -> warnIfTwice(item, names));
            if (!item.has("values")) {
                item.warn(
                        DiagnosticCode.LOAD_APPEND_NO_VALUES,
                        "Overriding/appending exception with no values",
                        item.span());
            }
            parts.run(() -> appendOne(item, all, source));
        }
        parts.requireAll();
        return all;
    }

    /**
     * Of a rule that is not there: only what is wrong whatever rule it is. Its fields are of a
     * source that nobody knows, and what an exception lacks the rule may have.
     */
    List<ExceptionDefinition> readAlone(Item rule) throws LoadProblem {
        Set<String> names = new HashSet<>();
        Item.Parts parts = rule.new Parts();
        for (Item item : items(rule, parts)) {
            parts.run(() -> warnIfTwice(item, names));
            if (item.has("fields")) {
                parts.read(() -> full(item, UNKNOWN_SOURCE));
            }
        }
        parts.requireAll();
        return List.of();
    }

    private void appendOne(Item item, List<ExceptionDefinition> all, String source)
            throws LoadProblem {
        String name = item.text("name").text();
        for (int i = 0; i < all.size(); i++) {
            ExceptionDefinition known = all.get(i);
            if (known.name().text().equals(name)) {
                Item.Parts parts = item.new Parts();
                parts.run(() -> refuse(item, "fields"));
                parts.run(() -> refuse(item, "comps"));
                Optional<List<Row>> rows = parts.read(() -> rows(item, known.single()));
                parts.requireAll();
                all.set(i, known.plus(rows.orElseThrow()));
                return;
            }
        }
        Item.Parts parts = item.new Parts();
        for (String key : List.of("fields", "values")) {
            parts.run(() -> require(item, key));
        }
        parts.requireAll();
        all.add(full(item, source));
    }

    private static void require(Item item, String key) throws LoadProblem {
        if (!item.has(key)) {
            throw LoadProblem.meaning(
                    "Rule exception must have " + key + " property with a list of values",
                    item.span());
        }
    }

    private static void refuse(Item item, String key) throws LoadProblem {
        if (item.has(key)) {
            throw LoadProblem.meaning(
                    "Can not append exception " + key + " to existing rule, only values",
                    item.keySpan(key));
        }
    }

    private static List<Item> items(Item rule, Item.Parts parts) throws LoadProblem {
        List<Item> items = new ArrayList<>();
        if (rule.isEmpty("exceptions")) {
            return items; // the key with nothing behind it: as Falco's own files had it
        }
        for (YamlNode node : rule.sequence("exceptions")) {
            parts.read(() -> item(rule, node)).ifPresent(items::add);
        }
        return items;
    }

    private static Item item(Item rule, YamlNode node) throws LoadProblem {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw LoadProblem.shape("Exception is not a map", node.span());
        }
        Item item = rule.child("exception", mapping);
        item.warnUnknownKeys(KEYS);
        return item;
    }

    private static void warnIfTwice(Item item, Set<String> names) throws LoadProblem {
        LocatedText name = item.text("name");
        if (!names.add(name.text())) {
            item.warn(
                    DiagnosticCode.LOAD_EXCEPTION_NAME_NOT_UNIQUE,
                    "Multiple definitions of exception '" + name.text() + "' in the same rule",
                    name.span());
        }
    }

    private ExceptionDefinition full(Item item, String source) throws LoadProblem {
        LocatedText name = item.text("name");
        if (!item.has("fields")) {
            throw LoadProblem.meaning(
                    "Rule exception must have fields property with a list of fields", item.span());
        }
        YamlNode node = item.node("fields");
        boolean single = node instanceof YamlNode.Scalar;
        Item.Parts parts = item.new Parts();
        List<Row> rows = parts.read(() -> rows(item, single)).orElse(List.of());
        List<LocatedText> fields =
                parts.read(() -> single ? List.of(scalar(node)) : item.texts("fields"))
                        .orElse(List.of());
        for (LocatedText field : fields) {
            parts.run(() -> requireField(field, source));
        }
        List<LocatedText> comparisons = new ArrayList<>();
        if (!fields.isEmpty() || item.sequence("fields").isEmpty()) {
            parts.read(() -> comparisons(item, name, single, fields))
                    .ifPresent(comparisons::addAll);
        }
        parts.requireAll();
        return new ExceptionDefinition(name, single, fields, comparisons, rows);
    }

    private static List<LocatedText> comparisons(
            Item item, LocatedText name, boolean single, List<LocatedText> fields)
            throws LoadProblem {
        return single ? Comparisons.single(item, name) : Comparisons.many(item, name, fields);
    }

    private static LocatedText scalar(YamlNode node) throws LoadProblem {
        return Item.scalar(node).text();
    }

    private void requireField(LocatedText field, String source) throws LoadProblem {
        if (!catalog.hasSource(source)) {
            return; // the rule is not compiled either
        }
        try {
            Term term = Parser.parseTerm(field);
            if (term instanceof Term.Call || isField((Term.Field) term, source)) {
                return;
            }
        } catch (SyntaxProblem e) {
            // falls through: what is no field in the grammar is none in the catalogue
        }
        throw LoadProblem.meaning(
                "'" + field.text() + "' is not a supported filter field", field.span());
    }

    private boolean isField(Term.Field field, String source) {
        return lookup.find(field.name(), field.argument(), field.bracketed(), source)
                .ref()
                .isPresent();
    }

    private static List<Row> rows(Item item, boolean single) throws LoadProblem {
        List<Row> rows = new ArrayList<>();
        if (!item.has("values")) {
            return rows;
        }
        Item.Parts parts = item.new Parts();
        for (YamlNode node : item.sequence("values")) {
            parts.read(() -> single ? singleRow(node) : row(node)).ifPresent(rows::add);
        }
        parts.requireAll();
        return rows;
    }

    private static Row singleRow(YamlNode node) throws LoadProblem {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            throw LoadProblem.shape(
                    "Expected values array to contain a list of strings", node.span());
        }
        return new Row(List.of(cell(Item.scalar(scalar))), node.span());
    }

    private static Row row(YamlNode node) throws LoadProblem {
        List<ExceptionDefinition.Cell> cells = new ArrayList<>();
        for (YamlNode part : Item.sequence(node)) {
            cells.add(cell(part));
        }
        return new Row(cells, node.span());
    }

    private static ExceptionDefinition.Cell cell(YamlNode node) throws LoadProblem {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            LocatedText text = Item.scalar(node).text();
            return new ExceptionDefinition.Cell(false, List.of(text), node.span());
        }
        List<LocatedText> values = new ArrayList<>();
        for (YamlNode part : sequence.items()) {
            values.add(Item.scalar(part).text());
        }
        return new ExceptionDefinition.Cell(true, values, node.span());
    }
}
