// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * One connection to a receiver, kept for as long as both sides like. Its socket blocks, which costs
 * an alert one write and one read; what a receiver does not do in time is cut off from outside.
 */
final class HttpConnection {

    /** Holds a request with an ordinary alert, which then leaves in one packet. */
    private static final int BUFFER = 16 * 1024;

    private static final long NONE = Long.MAX_VALUE;
    private static final HttpRequestExecutor EXECUTOR =
            new HttpRequestExecutor(DefaultConnectionReuseStrategy.INSTANCE);

    private final Socket socket;
    private final DefaultBHttpClientConnection http =
            new DefaultBHttpClientConnection(
                    Http1Config.custom().setBufferSize(BUFFER).build(), null, null);
    private final HttpCoreContext context = HttpCoreContext.create();
    private volatile long deadlineNanos = NONE;
    private volatile boolean late;

    HttpConnection(URI uri) {
        this.socket = new Socket(proxy(uri));
    }

    /**
     * @param tls null for a connection in clear
     */
    void connect(URI uri, SSLSocketFactory tls, boolean checkHostname, Duration limit)
            throws IOException {
        begin(limit.multipliedBy(tls == null ? 1 : 2));
        int port = uri.getPort() < 0 ? (tls == null ? 80 : 443) : uri.getPort();
        socket.connect(new InetSocketAddress(uri.getHost(), port), (int) limit.toMillis());
        socket.setTcpNoDelay(true);
        if (tls == null) {
            http.bind(socket);
        } else {
            http.bind(secure(uri.getHost(), port, tls, checkHostname), socket);
        }
        deadlineNanos = NONE;
    }

    /** The answer, read to its end. */
    HttpAnswer exchange(ClassicHttpRequest request, Duration limit) throws IOException {
        begin(limit);
        try (ClassicHttpResponse response = EXECUTOR.execute(request, http, context)) {
            HttpAnswer answer = HttpAnswer.read(response);
            boolean reusable =
                    answer.isWhole() && EXECUTOR.keepAlive(request, response, http, context);
            if (!reusable) {
                cut();
            }
            return answer;
        } catch (HttpException e) {
            throw new IOException("not HTTP: " + e.getMessage(), e);
        } finally {
            deadlineNanos = NONE;
        }
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    /** Whether it was cut because time was over. */
    boolean isLate() {
        return late;
    }

    /** By whoever watches the time. */
    void cutIfLate(long nowNanos) {
        if (deadlineNanos != NONE && nowNanos - deadlineNanos >= 0) {
            late = true;
            cut();
        }
    }

    /** Ends whatever goes on. Closing TLS in order could wait for the other end. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            Thread.yield(); // nothing is lost with a socket that cannot be closed
        }
    }

    private void begin(Duration limit) {
        deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    private SSLSocket secure(String host, int port, SSLSocketFactory tls, boolean checkHostname)
            throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, host, port, true);
        if (checkHostname) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        return secured;
    }

    /** What the JVM was told with https.proxyHost and its like. */
    private static Proxy proxy(URI uri) {
        return ProxySelector.getDefault().select(uri).stream().findFirst().orElse(Proxy.NO_PROXY);
    }
}
