// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import dev.saker.schemas.Alert;
import dev.saker.schemas.config.TlsContext;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import dev.saker.sinks.SecretTexts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends each alert in a request of its own. */
public final class HttpSink implements AlertSink {

    /** Those among the client's errors that the same request may not meet again. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    /** Enough of a refusal to see why. */
    private static final int QUOTED = 200;

    private final HttpClient client;
    private final Requests requests;
    private final SecretTexts secrets;
    private final Duration timeout;
    private final String receiver;

    public HttpSink(HttpOptions options) {
        this.secrets = new SecretTexts(options.secrets());
        this.requests = new Requests(options, secrets);
        this.timeout = options.connectTimeout().plus(options.requestTimeout());
        URI uri = requests.uri();
        this.receiver = uri.getScheme() + "://" + uri.getRawAuthority(); // a path may be a secret
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(options.connectTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER);
        if (options.tls().isSet()) {
            builder.sslContext(TlsContext.of(options.tls()));
        }
        this.client = builder.build();
    }

    @Override
    public Outcome deliver(Alert alert) throws InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(requests.of(alert), BodyHandlers.ofString());
        try {
            // The client's own time-out ends with the headers: a body may drip for ever.
            return judge(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Outcome.retry(receiver + " did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return Outcome.retry(masked("cannot reach " + receiver + ": " + words(e.getCause())));
        } finally {
            answer.cancel(true); // if interrupted; a finished one does not mind
        }
    }

    @Override
    public void close() {
        // Java 17's client ends with its last reference.
    }

    private Outcome judge(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return Outcome.DELIVERED;
        }
        String said = masked(receiver + " answered " + status + quoted(response.body()));
        if (status / 100 != 5 && !PASSING.contains(status)) {
            return Outcome.rejected(said);
        }
        Duration after =
                response.headers()
                        .firstValue("Retry-After")
                        .map(value -> RetryAfter.parse(value, Instant.now()))
                        .orElse(Duration.ZERO);
        return new Outcome.Retry(after, said);
    }

    private String masked(String text) {
        return secrets.mask(text);
    }

    private static String quoted(String body) {
        String oneLine = body.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (oneLine.isEmpty()) {
            return "";
        }
        return ": " + oneLine.substring(0, Math.min(QUOTED, oneLine.length()));
    }

    /** Of a refused connection, the client has no message. */
    private static String words(Throwable cause) {
        if (!(cause instanceof IOException) || cause.getMessage() == null) {
            return cause.getClass().getSimpleName();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public String toString() {
        return "http " + receiver;
    }
}
