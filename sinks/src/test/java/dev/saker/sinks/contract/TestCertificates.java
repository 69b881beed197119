// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.contract;

import dev.saker.schemas.config.Secret;
import dev.saker.schemas.config.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An authority with a server's and a client's certificate, in PEM, by openssl. */
public final class TestCertificates {

    private final Path folder;

    public TestCertificates(String test, Path folder) throws IOException {
        String openssl = ServerProcess.require(test, "openssl", "openssl");
        this.folder = folder;
        Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        ServerProcess.run(
                folder,
                openssl,
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem",
                "-subj",
                "/CN=saker-test-authority",
                "-days",
                "2");
        sign(openssl, "server");
        sign(openssl, "client");
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /** What a client needs to know the server and to be known. */
    public Tls client() {
        return tls(file("client.pem").toString(), file("client.key").toString());
    }

    public Tls clientWithoutCertificate() {
        return tls("", "");
    }

    private Tls tls(String certificate, String key) {
        return new Tls(
                "",
                Secret.NONE,
                "",
                Secret.NONE,
                Secret.NONE,
                file("ca.pem").toString(),
                certificate,
                key,
                true);
    }

    private void sign(String openssl, String name) throws IOException {
        ServerProcess.run(
                folder,
                openssl,
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr",
                "-subj",
                "/CN=" + name);
        ServerProcess.run(
                folder,
                openssl,
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-out",
                name + ".pem",
                "-days",
                "2",
                "-extfile",
                "names");
    }
}
