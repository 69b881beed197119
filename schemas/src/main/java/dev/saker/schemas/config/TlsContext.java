// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Java's TLS context out of the settings that Kafka's clients take as they are. */
public final class TlsContext {
    private static final char[] NO_PASSWORD = {};
    private static final String[] KEY_ALGORITHMS = {"RSA", "EC", "Ed25519"};

    private TlsContext() {}

    public static SSLContext of(Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(tls), trustManagers(tls), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException("cannot use the TLS settings: " + e);
        }
    }

    /** Why a TLS connection did not come about: what the innermost cause says. */
    public static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null ? innermost.toString() : message;
    }

    private static TrustManager[] trustManagers(Tls tls)
            throws GeneralSecurityException, IOException {
        KeyStore store = null; // Java's own authorities
        if (!tls.truststore().isEmpty()) {
            store = load(tls.truststore(), passwordOf(tls.truststorePassword()));
        } else if (!tls.caFile().isEmpty()) {
            store = emptyStore();
            for (Certificate authority : certificates(tls.caFile())) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keyManagers(Tls tls) throws GeneralSecurityException, IOException {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (!tls.keystore().isEmpty()) {
            char[] password = passwordOf(tls.keystorePassword());
            boolean own = tls.keyPassword().isSet();
            KeyStore store = load(tls.keystore(), password);
            factory.init(store, own ? passwordOf(tls.keyPassword()) : password);
        } else if (!tls.certificateFile().isEmpty()) {
            Certificate[] chain = certificates(tls.certificateFile()).toArray(Certificate[]::new);
            KeyStore store = emptyStore();
            store.setKeyEntry("own", privateKey(tls.keyFile()), NO_PASSWORD, chain);
            factory.init(store, NO_PASSWORD);
        } else {
            return new KeyManager[0];
        }
        return factory.getKeyManagers();
    }

    private static KeyStore load(String path, char[] password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(path.endsWith(".jks") ? "JKS" : "PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            store.load(in, password);
        }
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static List<Certificate> certificates(String path)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return new ArrayList<>(
                    CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
    }

    private static PrivateKey privateKey(String path) throws GeneralSecurityException, IOException {
        String base64 = Files.readString(Path.of(path)).replaceAll("-----[^-]+-----|\\s", "");
        PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(key);
            } catch (InvalidKeySpecException e) {
                continue; // a key of another kind
            }
        }
        throw new InvalidKeySpecException(path + " holds no RSA, EC or Ed25519 key in PKCS 8");
    }

    private static char[] passwordOf(Secret secret) {
        return secret.isSet() ? secret.resolve().toCharArray() : null;
    }
}
