// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.saker.schemas.config.TlsContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLException;

/** Calls to a registry: authentication, time limits, and a second and third try. */
final class RegistryCalls {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration[] PAUSES = {Duration.ofMillis(100), Duration.ofMillis(500)};
    private static final int SERVER_ERROR = 500;

    private final RegistryConnection connection;
    private final HttpClient client;

    RegistryCalls(RegistryConnection connection) {
        this.connection = connection;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(connection.timeout());
        if (connection.tls().isSet()) {
            builder.sslContext(TlsContext.of(connection.tls()));
        }
        client = builder.build();
    }

    Answer get(String path) {
        return call(request(path).GET().build());
    }

    Answer post(String path, JsonNode body) {
        return call(request(path).POST(BodyPublishers.ofString(body.toString())).build());
    }

    Answer put(String path, JsonNode body) {
        return call(request(path).PUT(BodyPublishers.ofString(body.toString())).build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(connection.url() + path))
                        .timeout(connection.timeout())
                        .header("Accept", MEDIA_TYPE + ", application/json")
                        .header("Content-Type", MEDIA_TYPE);
        if (!connection.username().isEmpty()) {
            String pair = connection.username() + ":" + connection.password().resolve();
            byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
            builder.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        return builder;
    }

    private Answer call(HttpRequest request) {
        for (int attempt = 0; ; attempt++) {
            boolean last = attempt == PAUSES.length;
            try {
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                if (response.statusCode() < SERVER_ERROR || last) {
                    return answer(request, response);
                }
            } catch (IOException e) {
                if (last || e instanceof SSLException) {
                    throw unreachable(e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            pause(PAUSES[attempt]);
        }
    }

    /** In words of our own: those of a cause would only say the same again, in Java's. */
    private RegistryException unreachable(IOException reason) {
        if (reason instanceof SSLException) {
            return new RegistryException(
                    "no TLS connection to the schema registry at %s: %s; check its tls (ca_file or"
                                    .formatted(connection.url(), TlsContext.reason(reason))
                            + " truststore, and a certificate of ours if it wants one)");
        }
        return new RegistryException(
                "cannot reach the schema registry at %s: %s; is it running, and is the address right?"
                        .formatted(connection.url(), reason));
    }

    private static Answer answer(HttpRequest request, HttpResponse<String> response) {
        return new Answer(
                request.method() + " " + request.uri(),
                response.statusCode(),
                json(response.body()),
                response.body());
    }

    /** What is not JSON was not written by a registry; then the status and the text must do. */
    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RegistryException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryException("interrupted while asking the schema registry", e);
    }

    record Answer(String call, int status, JsonNode body, String text) {
        private static final int LONGEST_TEXT = 300;
        private static final int UNAUTHORIZED = 401;
        private static final int FORBIDDEN = 403;

        JsonNode expectOk(String what) {
            if (status == UNAUTHORIZED || status == FORBIDDEN) {
                throw new RegistryException(
                        "cannot %s: %s answered %d%s; check the registry's username and password"
                                .formatted(what, call, status, ownWords()));
            }
            if (status / 100 != 2) {
                throw new RegistryException(
                        "cannot %s: %s answered %d: %s".formatted(what, call, status, message()));
            }
            return body;
        }

        /** The registry's own words, if there are any. */
        String message() {
            JsonNode message = body.path("message");
            if (message.isTextual()) {
                return message.asText();
            }
            String line = text.strip().replaceAll("\\s+", " ");
            return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "…" : line;
        }

        /** Those of the registry, not those of a server before it. */
        private String ownWords() {
            return body.path("message").isTextual() ? ": " + message() : "";
        }
    }
}
