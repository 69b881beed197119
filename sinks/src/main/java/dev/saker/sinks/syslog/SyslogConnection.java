// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.syslog;

import dev.saker.schemas.config.TlsContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One TCP or TLS connection; a message is preceded by its length (RFC 6587, RFC 5425). A receiver
 * never answers, so what it has is not known; a thread waits for the end of its side, so that at
 * least nothing is written into a connection that it has closed.
 */
final class SyslogConnection implements AutoCloseable {

    private final Socket socket;
    private volatile boolean ended;

    private SyslogConnection(Socket socket) {
        this.socket = socket;
    }

    static SyslogConnection open(SyslogOptions options, ScheduledExecutorService watch)
            throws IOException {
        Socket socket = new Socket();
        ScheduledFuture<?> limit =
                watch.schedule(
                        () -> abort(socket),
                        options.connectTimeout().multipliedBy(2).toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            socket.connect(
                    new InetSocketAddress(options.host(), options.port()),
                    (int) options.connectTimeout().toMillis());
            socket.setTcpNoDelay(true);
            Socket secured = secure(socket, options);
            SyslogConnection connection = new SyslogConnection(secured);
            connection.listen();
            return connection;
        } catch (IOException | RuntimeException e) {
            abort(socket);
            throw e;
        } finally {
            limit.cancel(false);
        }
    }

    boolean isOpen() {
        return !ended && !socket.isClosed();
    }

    /** A receiver that no longer reads would hold the write for ever: the watch cuts it. */
    void write(byte[] message, long limitMillis, ScheduledExecutorService watch)
            throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 8);
        frame.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(message);
        ScheduledFuture<?> limit =
                watch.schedule(() -> abort(socket), limitMillis, TimeUnit.MILLISECONDS);
        try {
            socket.getOutputStream().write(frame.toByteArray());
            socket.getOutputStream().flush();
        } finally {
            limit.cancel(false);
        }
    }

    @Override
    public void close() {
        abort(socket);
    }

    private static Socket secure(Socket socket, SyslogOptions options) throws IOException {
        if (options.transport() != SyslogOptions.Transport.TLS) {
            return socket;
        }
        SSLSocket secured =
                (SSLSocket)
                        TlsContext.of(options.tls())
                                .getSocketFactory()
                                .createSocket(socket, options.host(), options.port(), true);
        if (options.tls().checkHostname()) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        return secured;
    }

    private void listen() {
        Thread listener = new Thread(this::awaitEnd, "saker-sink-syslog-end");
        listener.setDaemon(true);
        listener.start();
    }

    /** Whatever a receiver says, it is not for us. */
    private void awaitEnd() {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            ended = true;
        }
        ended = true;
        abort(socket);
    }

    private static void abort(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            Thread.yield(); // nothing is lost with a socket that cannot be closed
        }
    }
}
