// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.diagnostic.SourceText;
import dev.saker.rules.field.FieldCatalog;
import java.util.List;

/**
 * Reads files, one after the other, into the tables of names. A wrong item is reported and left
 * out; the rest of its file is read all the same, so that one run tells everything.
 */
public final class FileLoader {

    /** The first of these that an item has says what it is. */
    private static final List<String> ITEM_TYPES =
            List.of(
                    "required_engine_version",
                    "required_plugin_versions",
                    "list",
                    "macro",
                    "rule",
                    "settings",
                    "correlation",
                    "suppress",
                    "incident",
                    "risk",
                    "required_correlation_version");

    private final Definitions definitions;
    private final Findings findings;
    private final RequirementLoader requirements;
    private final ListLoader lists;
    private final MacroLoader macros;
    private final RuleLoader rules;
    private final SettingsLoader settings;
    private final CorrelationLoader correlations;
    private final AlertItemLoader alertItems;

    public FileLoader(Definitions definitions, FieldCatalog catalog, Findings findings) {
        this.definitions = definitions;
        this.findings = findings;
        this.requirements = new RequirementLoader(definitions);
        this.lists = new ListLoader(definitions);
        this.macros = new MacroLoader(definitions);
        ExceptionLoader exceptions = new ExceptionLoader(catalog);
        this.rules = new RuleLoader(definitions, exceptions);
        this.settings = new SettingsLoader(definitions);
        this.correlations = new CorrelationLoader(definitions, exceptions);
        this.alertItems = new AlertItemLoader(definitions);
    }

    public void load(RuleSource file) {
        SourceText source = new SourceText(file.name(), file.text());
        findings.addText(source);
        try {
            List<YamlNode> documents = YamlReader.read(source);
            findings.addSchemaWarnings(file.name(), SchemaCheck.check(documents));
            documents.forEach(this::document);
        } catch (YamlProblem e) {
            findings.add(
                    DiagnosticCode.LOAD_ERR_YAML_PARSE,
                    e.getMessage(),
                    new Location("rules content", "", e.span()));
        }
    }

    private void document(YamlNode document) {
        if (document.isEmpty()) {
            return;
        }
        if (!(document instanceof YamlNode.Sequence sequence)) {
            String array = document instanceof YamlNode.Mapping ? " array of objects" : "";
            wrongContent("Rules content is not yaml" + array, document);
            return;
        }
        sequence.items().stream().filter(item -> !item.isEmpty()).forEach(this::item);
    }

    private void wrongContent(String message, YamlNode node) {
        findings.add(
                DiagnosticCode.LOAD_ERR_YAML_VALIDATE,
                message,
                "a rules file is a list of items, each with a key that says what it is: "
                        + String.join(", ", ITEM_TYPES),
                List.of(new Location("rules content", "", node.span())));
    }

    private void item(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            wrongContent("Unexpected element type. Each element should be a map", node);
            return;
        }
        for (String type : ITEM_TYPES) {
            if (has(mapping, type)) {
                load(type, new Item(type, mapping, findings));
                return;
            }
        }
        String key = mapping.entries().isEmpty() ? "" : mapping.entries().get(0).name();
        findings.add(
                DiagnosticCode.LOAD_UNKNOWN_ITEM,
                "Unknown top level item '" + key + "'. It will be ignored.",
                Nearest.help(key, ITEM_TYPES),
                List.of(new Location("item", key, node.span())));
    }

    private static boolean has(YamlNode.Mapping mapping, String key) {
        for (YamlNode.Entry entry : mapping.entries()) {
            if (entry.name().equals(key)) {
                return true;
            }
        }
        return false;
    }

    private void load(String type, Item item) {
        try {
            switch (type) {
                case "required_engine_version" -> requirements.engine(item);
                case "required_plugin_versions" -> requirements.plugins(item);
                case "list" -> lists.load(item);
                case "macro" -> macros.load(item);
                case "settings" -> settings.load(item);
                case "correlation" -> correlations.load(item);
                case "suppress", "incident", "risk" -> alertItems.load(item, type);
                case "required_correlation_version" -> requirements.correlations(item);
                default -> rules.load(item);
            }
        } catch (LoadProblem problem) {
            item.report(problem);
            definitions.putBroken(type, item.location().itemName());
        }
    }
}
