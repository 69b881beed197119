// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.syslog;

import dev.saker.schemas.Alert;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * RFC 5424 over UDP, TCP or TLS. Syslog has no acknowledgement: delivered means that this host's
 * kernel has the message, and what was on its way when a receiver died is gone.
 */
public final class SyslogSink implements AlertSink {

    /** What fits into a datagram over IPv4. */
    private static final int LONGEST_DATAGRAM = 65_507;

    private final SyslogOptions options;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "saker-sink-syslog-watch");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile SyslogConnection connection;
    private DatagramSocket datagrams;

    public SyslogSink(SyslogOptions options) {
        this.options = options;
    }

    @Override
    public synchronized Outcome deliver(Alert alert) {
        byte[] message = SyslogMessage.of(alert, options);
        boolean udp = options.transport() == SyslogOptions.Transport.UDP;
        if (udp && message.length > LONGEST_DATAGRAM) {
            return Outcome.rejected(message.length + " bytes do not fit into a datagram");
        }
        try {
            if (udp) {
                sendDatagram(message);
            } else {
                connected().write(message, options.requestTimeout().toMillis(), watch);
            }
            return Outcome.DELIVERED;
        } catch (IOException e) {
            disconnect();
            return Outcome.retry("cannot send to " + this + ": " + e.getMessage());
        }
    }

    @Override
    public void cancel() {
        SyslogConnection writing = connection;
        if (writing != null) {
            writing.close();
        }
    }

    @Override
    public synchronized void close() {
        disconnect();
        watch.shutdownNow();
    }

    private SyslogConnection connected() throws IOException {
        if (connection == null || !connection.isOpen()) {
            disconnect();
            connection = SyslogConnection.open(options, watch);
        }
        return connection;
    }

    /** Connected, so that a host which says that nobody listens is heard at the next message. */
    private void sendDatagram(byte[] message) throws IOException {
        if (datagrams == null) {
            datagrams = new DatagramSocket();
            InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
            if (address.isUnresolved()) {
                throw new IOException("unknown host");
            }
            datagrams.connect(address);
        }
        datagrams.send(new DatagramPacket(message, message.length));
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
        if (datagrams != null) {
            datagrams.close();
            datagrams = null;
        }
    }

    @Override
    public String toString() {
        return "syslog %s %s:%d".formatted(options.transport(), options.host(), options.port());
    }
}
