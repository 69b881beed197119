// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import dev.saker.schemas.config.TlsContext;
import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;

/**
 * The connections of one sink: as many as requests are under way at once, the one used last first.
 * A thread looks at them a few times a second and cuts those whose time is over, since a socket's
 * own time-out begins anew with every byte.
 */
final class HttpConnections implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;

    private final HttpOptions options;
    private final URI uri;
    private final SSLSocketFactory tls;
    private final Deque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
    private final Set<HttpConnection> all = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "saker-sink-http-watch");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile boolean closed;

    HttpConnections(HttpOptions options, URI uri) {
        this.options = options;
        this.uri = uri;
        this.tls = "https".equals(uri.getScheme()) ? context(options).getSocketFactory() : null;
        watch.scheduleWithFixedDelay(
                this::cutLate, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Sends a request and reads the answer. A connection that the receiver has tired of between two
     * requests is not its fault: then, and only then, it is tried on a new one at once.
     */
    HttpAnswer exchange(ClassicHttpRequest request) throws IOException {
        HttpConnection kept = idle.pollFirst();
        if (kept != null) {
            try {
                return exchange(request, kept);
            } catch (IOException e) {
                if (kept.isLate() || closed) {
                    throw e;
                }
            }
        }
        return exchange(request, opened());
    }

    /** Ends whatever goes on. */
    void cutAll() {
        closed = true;
        all.forEach(HttpConnection::cut);
    }

    @Override
    public void close() {
        cutAll();
        watch.shutdownNow();
    }

    private HttpAnswer exchange(ClassicHttpRequest request, HttpConnection connection)
            throws IOException {
        try {
            HttpAnswer answer = connection.exchange(request, options.requestTimeout());
            if (connection.isOpen()) {
                idle.addFirst(connection);
            } else {
                all.remove(connection);
            }
            return answer;
        } catch (IOException | RuntimeException e) {
            throw given(e, connection);
        }
    }

    private HttpConnection opened() throws IOException {
        HttpConnection connection = new HttpConnection(uri);
        all.add(connection);
        try {
            connection.connect(uri, tls, options.tls().checkHostname(), options.connectTimeout());
            if (closed) {
                connection.cut();
            }
            return connection;
        } catch (IOException | RuntimeException e) {
            throw given(e, connection);
        }
    }

    /** The exception, after the connection it came from has been given up. */
    private IOException given(Exception e, HttpConnection connection) {
        connection.cut();
        all.remove(connection);
        if (connection.isLate()) {
            return new LateException();
        }
        return e instanceof IOException known ? known : new IOException(e.toString(), e);
    }

    private void cutLate() {
        long now = System.nanoTime();
        all.forEach(connection -> connection.cutIfLate(now));
    }

    private static SSLContext context(HttpOptions options) {
        try {
            return options.tls().isSet() ? TlsContext.of(options.tls()) : SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no TLS", e);
        }
    }

    /** The receiver did not answer in time. */
    static final class LateException extends IOException {}
}
