// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a template apart, once, so that a slip in it shows at the start and not with an alert. */
final class TemplateParser {

    private static final Pattern TAG =
            Pattern.compile("\\{\\{\\{\\s*([^{}]+?)\\s*}}}|\\{\\{\\s*([#/]?)([^{}]+?)\\s*}}");

    private static final String SECRET = "secret.";

    private final String text;
    private final Matcher tags;
    private final UnaryOperator<String> escape;
    private final Map<String, String> secrets;
    private int read;

    TemplateParser(String text, UnaryOperator<String> escape, Map<String, String> secrets) {
        this.text = text;
        this.tags = TAG.matcher(text);
        this.escape = escape;
        this.secrets = secrets;
    }

    List<Template.Part> parse() {
        return parts("");
    }

    /** Up to the end of a section, or of the text when that is what is wanted. */
    private List<Template.Part> parts(String section) {
        List<Template.Part> parts = new ArrayList<>();
        while (tags.find()) {
            literal(parts, text.substring(read, tags.start()));
            read = tags.end();
            if ("/".equals(tags.group(2))) {
                expectEndOf(section);
                return parts;
            }
            parts.add(part(!section.isEmpty()));
        }
        literal(parts, text.substring(read));
        if (!section.isEmpty()) {
            throw new IllegalArgumentException("{{#" + section + "}} has no {{/" + section + "}}");
        }
        return parts;
    }

    private Template.Part part(boolean inSection) {
        String raw = tags.group(1);
        if (raw != null) {
            return new Template.Json(known(raw, inSection));
        }
        String name = tags.group(3);
        if (!tags.group(2).isEmpty()) {
            return section(name, inSection);
        }
        if (name.startsWith(SECRET)) {
            return new Template.Literal(escape.apply(secret(name.substring(SECRET.length()))));
        }
        return new Template.Text(known(name, inSection), escape);
    }

    private Template.Part section(String name, boolean inSection) {
        if (inSection || !TemplateValues.LISTS.contains(name)) {
            throw new IllegalArgumentException(
                    "{{#"
                            + name
                            + "}}: a section is over one of "
                            + TemplateValues.LISTS
                            + " and holds no other section");
        }
        return new Template.Each(name, parts(name));
    }

    private void expectEndOf(String section) {
        if (!tags.group(3).equals(section)) {
            throw new IllegalArgumentException(
                    "{{/" + tags.group(3) + "}} closes no section that is open");
        }
    }

    private String secret(String name) {
        String secret = secrets.get(name);
        if (secret == null) {
            throw new IllegalArgumentException(
                    "{{secret."
                            + name
                            + "}}: secrets has no '"
                            + name
                            + "', only "
                            + secrets.keySet());
        }
        return secret;
    }

    private static String known(String name, boolean inSection) {
        if (!TemplateValues.knows(name, inSection)) {
            throw new IllegalArgumentException(
                    "{{"
                            + name
                            + "}} is not known; there are "
                            + TemplateValues.NAMES
                            + ", output_fields.FIELD and secret.NAME");
        }
        return name;
    }

    private static void literal(List<Template.Part> parts, String text) {
        if (text.contains("{{")) { // no JSON has it, so it was to be a tag
            throw new IllegalArgumentException("cannot read as a tag: " + near(text));
        }
        if (!text.isEmpty()) {
            parts.add(new Template.Literal(text));
        }
    }

    private static String near(String text) {
        int at = text.indexOf("{{");
        return text.substring(at, Math.min(text.length(), at + 30)).strip();
    }
}
