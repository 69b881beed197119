// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * What a receiver said.
 *
 * @param body as much of it as anybody wants to read
 * @param isWhole whether that is all; if not, the connection is of no more use
 */
record HttpAnswer(int status, Optional<String> retryAfter, String body, boolean isWhole) {

    private static final int LONGEST = 64 * 1024;

    static HttpAnswer read(ClassicHttpResponse response) throws IOException {
        Header retryAfter = response.getFirstHeader("Retry-After");
        byte[] body = body(response.getEntity());
        boolean whole = body.length <= LONGEST;
        return new HttpAnswer(
                response.getCode(),
                Optional.ofNullable(retryAfter).map(Header::getValue),
                new String(body, 0, Math.min(body.length, LONGEST), StandardCharsets.UTF_8),
                whole);
    }

    private static byte[] body(HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        // Not closed when it is too long: closing reads to the end.
        InputStream content = entity.getContent();
        return content.readNBytes(LONGEST + 1);
    }
}
