// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.diagnostic.JsonText;
import dev.saker.rules.load.PluginRequirement;
import dev.saker.rules.load.RuleDefinition;
import java.util.List;

/** Renders a description in the shape that Falco's tools read; keys stand in their order there. */
public final class DescriptionJson {

    private final JsonText out = new JsonText();

    private DescriptionJson() {}

    /** Everything. */
    public static String render(Description description) {
        DescriptionJson json = new DescriptionJson();
        json.whole(description);
        return json.out.toString();
    }

    /** One rule, in a document of its own. */
    public static String render(Description.OfRule rule) {
        DescriptionJson json = new DescriptionJson();
        json.out.beginObject().name("rules").beginArray();
        json.rule(rule);
        json.out.endArray().endObject();
        return json.out.toString();
    }

    /** One correlation, in a document of its own. */
    public static String render(CorrelationDescription correlation) {
        DescriptionJson json = new DescriptionJson();
        json.out.beginObject().name("correlations").beginArray();
        correlation.write(json.out);
        json.out.endArray().endObject();
        return json.out.toString();
    }

    /** Items about alerts, in a document of their own. */
    public static String render(List<AlertItemDescription> items) {
        DescriptionJson json = new DescriptionJson();
        json.out.beginObject();
        json.alertItems(items);
        json.out.endObject();
        return json.out.toString();
    }

    private void alertItems(List<AlertItemDescription> items) {
        out.name("alert_items").beginArray();
        items.forEach(one -> one.write(out));
        out.endArray();
    }

    private void whole(Description description) {
        out.beginObject();
        if (!description.alertItems().isEmpty()) {
            alertItems(description.alertItems());
        }
        if (!description.correlations().isEmpty()) { // Falco's tools expect no such key
            out.name("correlations").beginArray();
            description.correlations().forEach(one -> one.write(out));
            out.endArray();
        }
        out.name("lists").beginArray();
        description.lists().forEach(this::list);
        out.endArray().name("macros").beginArray();
        description.macros().forEach(this::macro);
        out.endArray().name("required_engine_version").text(description.engineVersion());
        out.name("required_plugin_versions").beginArray();
        description.plugins().forEach(this::plugin);
        out.endArray().name("rules").beginArray();
        description.rules().forEach(this::rule);
        out.endArray().endObject();
    }

    private void list(Description.OfList list) {
        out.beginObject().name("details").beginObject();
        out.name("items_compiled").texts(list.compiled());
        out.name("lists").texts(list.lists());
        out.name("plugins").beginArray().endArray();
        out.name("used").bool(list.used());
        out.endObject().name("info").beginObject();
        out.name("items").texts(list.items());
        out.name("name").text(list.name());
        out.endObject().endObject();
    }

    private void macro(Description.OfMacro macro) {
        out.beginObject().name("details").beginObject();
        condition(macro.condition());
        out.name("events").texts(macro.condition().events());
        names(macro.condition());
        out.name("plugins").beginArray().endArray();
        out.name("used").bool(macro.used());
        out.endObject().name("info").beginObject();
        out.name("condition").text(macro.text());
        out.name("name").text(macro.name());
        out.endObject().endObject();
    }

    private void condition(Description.OfCondition condition) {
        out.name("condition_compiled").text(condition.compiled());
        out.name("condition_fields").texts(condition.fields());
        out.name("condition_operators").texts(condition.operators());
    }

    private void names(Description.OfCondition condition) {
        out.name("lists").texts(condition.lists());
        out.name("macros").texts(condition.macros());
    }

    private void plugin(PluginRequirement plugin) {
        out.beginObject().name("alternatives").beginArray();
        for (PluginRequirement alternative : plugin.alternatives()) {
            out.beginObject().name("name").text(alternative.name());
            out.name("version").text(alternative.version()).endObject();
        }
        out.endArray().name("name").text(plugin.name());
        out.name("version").text(plugin.version()).endObject();
    }

    private void rule(Description.OfRule rule) {
        out.beginObject().name("details").beginObject();
        condition(rule.condition());
        out.name("events").texts(rule.condition().events());
        out.name("exception_fields").texts(rule.exceptions().fields());
        out.name("exception_names").texts(rule.exceptions().names());
        out.name("exception_operators").texts(rule.exceptions().operators());
        if (!rule.formattedFields().isEmpty()) {
            out.name("extra_output_formatted_fields").beginObject();
            rule.formattedFields().forEach((key, format) -> out.name(key).text(format));
            out.endObject();
        }
        names(rule.condition());
        out.name("output_compiled").text(rule.output());
        out.name("output_fields").texts(rule.outputFields());
        out.name("plugins").texts(rule.plugins());
        out.endObject().name("info");
        info(rule.definition());
        out.endObject();
    }

    private void info(RuleDefinition definition) {
        RuleDefinition.Body body = definition.body();
        out.beginObject();
        out.name("capture").bool(body.switches().capture());
        out.name("capture_duration").number(body.switches().captureMillis());
        out.name("condition").text(body.condition().text());
        out.name("description").text(body.description().text());
        out.name("enabled").bool(body.switches().enabled());
        out.name("name").text(definition.name());
        out.name("output").text(body.output().text());
        out.name("priority").text(body.priority().title());
        out.name("source").text(body.source());
        out.name("tags").texts(body.tags());
        out.endObject();
    }
}
