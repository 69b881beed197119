// SPDX-License-Identifier: Apache-2.0

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.stream.Stream;

/** Writes a trust store of all certificates in a folder: TrustStore FOLDER FILE. */
public final class TrustStore {
    private TrustStore() {}

    public static void main(String[] arguments) throws Exception {
        // A PKCS#12 store without a password is not read by Java 17; JKS keeps certificates in clear.
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        List<Path> files;
        try (Stream<Path> folder = Files.list(Path.of(arguments[0]))) {
            files = folder.filter(file -> file.toString().endsWith(".crt")).sorted().toList();
        }
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                String alias = file.getFileName().toString();
                store.setCertificateEntry(alias, certificates.generateCertificate(in));
            }
        }
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1]))) {
            store.store(out, "changeit".toCharArray()); // the password Java expects of this file
        }
    }
}
