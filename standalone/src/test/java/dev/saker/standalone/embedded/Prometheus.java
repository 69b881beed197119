// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.flink.configuration.Configuration;

/** Flink's own reporter, and what Prometheus reads from it. */
final class Prometheus {
    private final int port;

    Prometheus() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    /** For a cluster that is to report here. */
    Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setString(
                "metrics.reporter.prom.factory.class",
                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        configuration.setString("metrics.reporter.prom.port", Integer.toString(port));
        return configuration;
    }

    String metrics() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
