// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import dev.saker.schemas.config.Default;
import dev.saker.schemas.config.Secret;
import dev.saker.schemas.config.Tls;
import java.time.Duration;
import java.util.Map;

/**
 * A receiver that takes each alert in an HTTP request. The url, the values of headers and the body
 * are templates: a secret is in none of them but as {@code {{secret.NAME}}}.
 *
 * @param preset slack, alertmanager, pagerduty, loki, falcosidekick; empty for none
 * @param body empty for the preset's, and without a preset for Falco's JSON
 * @param requestTimeout from the request to the end of the answer
 */
public record HttpOptions(
        @Default("") String preset,
        @Default("") String url,
        @Default("POST") String method,
        Map<String, String> headers,
        @Default("") String body,
        Map<String, Secret> secrets,
        Tls tls,
        @Default("5s") Duration connectTimeout,
        @Default("10s") Duration requestTimeout) {

    public HttpOptions {
        headers = Map.copyOf(headers);
        secrets = Map.copyOf(secrets);
        if (preset.isEmpty() && url.isEmpty()) {
            throw new IllegalArgumentException("http wants a url");
        }
        if (!method.matches("[A-Z]+")) {
            throw new IllegalArgumentException("method '" + method + "' is not one such as POST");
        }
        if (connectTimeout.isZero() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("connect_timeout and request_timeout are above 0");
        }
    }
}
