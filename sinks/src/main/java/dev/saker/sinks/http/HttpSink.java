// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import dev.saker.schemas.Alert;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import dev.saker.sinks.SecretTexts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Sends each alert in a request of its own. */
public final class HttpSink implements AlertSink {

    /** Those among the client's errors that the same request may not meet again. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    /** Enough of a refusal to see why. */
    private static final int QUOTED = 200;

    private final HttpConnections connections;
    private final Requests requests;
    private final SecretTexts secrets;
    private final Duration timeout;
    private final String receiver;

    public HttpSink(HttpOptions options) {
        this.secrets = new SecretTexts(options.secrets());
        this.requests = new Requests(options, secrets);
        this.timeout = options.requestTimeout();
        URI uri = requests.uri();
        this.receiver = uri.getScheme() + "://" + uri.getRawAuthority(); // a path may be a secret
        this.connections = new HttpConnections(options, uri);
    }

    @Override
    public Outcome deliver(Alert alert) {
        try {
            return judge(connections.exchange(requests.of(alert)));
        } catch (HttpConnections.LateException e) {
            return Outcome.retry(receiver + " did not answer within " + timeout.toMillis() + " ms");
        } catch (IOException e) {
            return Outcome.retry(masked("cannot reach " + receiver + ": " + words(e)));
        }
    }

    @Override
    public void cancel() {
        connections.cutAll();
    }

    @Override
    public void close() {
        connections.close();
    }

    private Outcome judge(HttpAnswer answer) {
        int status = answer.status();
        if (status / 100 == 2) {
            return Outcome.DELIVERED;
        }
        String said = masked(receiver + " answered " + status + quoted(answer.body()));
        if (status / 100 != 5 && !PASSING.contains(status)) {
            return Outcome.rejected(said);
        }
        Duration after =
                answer.retryAfter()
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

    private static String words(IOException e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + ": " + e.getMessage();
    }

    @Override
    public String toString() {
        return "http " + receiver;
    }
}
