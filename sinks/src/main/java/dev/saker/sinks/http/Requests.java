// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.schemas.Alert;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import dev.saker.schemas.config.ConfigException;
import dev.saker.sinks.SecretTexts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Makes requests out of alerts. All that can be wrong with the options shows when it is made. */
final class Requests {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";
    private static final String HEADER_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Set<String> OURS =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final HttpOptions options;
    private final URI uri;
    private final Map<String, Template> headers = new LinkedHashMap<>();
    private final Template body;
    private final boolean json;
    private final String path;

    /** Whether no template wants anything of the alert. */
    private final boolean constant;

    Requests(HttpOptions options, SecretTexts secrets) {
        this.options = options;
        Preset preset = Preset.named(options.preset());
        preset.secrets().forEach(name -> expectSecret(name, secrets));
        this.uri = uri(preset, secrets);
        Map<String, String> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        texts.put(CONTENT_TYPE, JSON);
        texts.putAll(preset.headers());
        texts.putAll(options.headers());
        this.json = texts.get(CONTENT_TYPE).startsWith(JSON);
        texts.forEach((name, text) -> headers.put(name, header(name, text, secrets)));
        String bodyText = options.body().isEmpty() ? preset.body() : options.body();
        this.body = bodyText.isEmpty() ? null : body(bodyText, secrets);
        this.path = path(uri);
        this.constant = body == null && headers.values().stream().allMatch(Template::isConstant);
        rehearse();
    }

    private static String path(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    URI uri() {
        return uri;
    }

    ClassicHttpRequest of(Alert alert) {
        TemplateValues values = constant ? TemplateValues.NONE : TemplateValues.of(alert);
        byte[] content = text(alert, values).getBytes(StandardCharsets.UTF_8);
        ClassicHttpRequest request = new BasicClassicHttpRequest(options.method(), path);
        request.setHeader("Host", uri.getRawAuthority());
        request.setHeader("User-Agent", "saker");
        request.setHeader("Content-Length", content.length);
        request.setHeader("Idempotency-Key", alert.alertId());
        headers.forEach((name, value) -> request.setHeader(name, value.render(values)));
        request.setEntity(new ByteArrayEntity(content, null));
        return request;
    }

    private String text(Alert alert, TemplateValues values) {
        return body == null ? FalcoJson.line(alert) : body.render(values);
    }

    /** What the sink itself says of a request, and what would end it. */
    private static void expectHeader(String name, Template value) {
        if (!name.matches(HEADER_NAME)) {
            throw new ConfigException("headers: '" + name + "' is no header's name");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new ConfigException("headers: " + name + " is set by the sink itself");
        }
        if (value.render(TemplateValues.of(nastyAlert())).matches("(?s).*[\\p{Cntrl}&&[^\t]].*")) {
            throw new ConfigException("headers: " + name + " holds a line end or the like");
        }
    }

    private void expectSecret(String name, SecretTexts secrets) {
        if (!secrets.byName().containsKey(name)) {
            throw new ConfigException(
                    "preset %s needs a secret: secrets: {%s: ${env:NAME}}"
                            .formatted(options.preset(), name));
        }
    }

    private URI uri(Preset preset, SecretTexts secrets) {
        String template = options.url().isEmpty() ? preset.url() : options.url();
        if (template.isEmpty()) {
            throw new ConfigException("preset " + options.preset() + " wants a url");
        }
        URI parsed = parse(template, secrets);
        boolean bare = parsed.getRawPath().isEmpty() || parsed.getRawPath().equals("/");
        return bare && !preset.path().isEmpty() ? parsed.resolve(preset.path()) : parsed;
    }

    /** The alert does not choose its receiver: only secrets are filled in. */
    private static URI parse(String template, SecretTexts secrets) {
        String text = template;
        for (var secret : secrets.byName().entrySet()) {
            text = text.replace("{{secret." + secret.getKey() + "}}", secret.getValue());
        }
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text: it may hold a secret.
        }
        throw new ConfigException(
                "url '"
                        + template
                        + "' is not one such as https://host/path; of templates, only"
                        + " {{secret.NAME}} can be in it");
    }

    private static Template header(String name, String text, SecretTexts secrets) {
        return template("header " + name, text, Template.Escaping.HEADER, secrets);
    }

    private Template body(String text, SecretTexts secrets) {
        Template.Escaping escaping = json ? Template.Escaping.JSON : Template.Escaping.NONE;
        return template("body", text, escaping, secrets);
    }

    private static Template template(
            String what, String text, Template.Escaping escaping, SecretTexts secrets) {
        try {
            return Template.parse(text, escaping, secrets.byName());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(what + ": " + e.getMessage());
        }
    }

    /** With an alert full of what breaks careless templates. */
    private void rehearse() {
        Alert nasty = nastyAlert();
        headers.forEach(Requests::expectHeader);
        if (json) {
            expectJson(text(nasty, TemplateValues.of(nasty)));
        }
    }

    private static void expectJson(String text) {
        try {
            STRICT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    "body: not JSON once it is filled in: %s; values stand in quotes as {{name}},"
                                    .formatted(e.getOriginalMessage())
                            + " or without as {{{name}}}");
        }
    }

    private static Alert nastyAlert() {
        String nasty = "\"quoted\" \\ \n\t{{rule}} \u0001 ünï €";
        List<OutputField> fields =
                List.of(
                        new OutputField("proc.name", OutputValue.of(nasty)),
                        new OutputField("proc.pid", OutputValue.of(1L)),
                        new OutputField("fd.name", OutputValue.NULL));
        return new Alert(
                "0",
                nasty,
                0,
                "syscall",
                0,
                "node",
                nasty,
                List.of("a", "b"),
                fields,
                List.of(),
                0);
    }
}
