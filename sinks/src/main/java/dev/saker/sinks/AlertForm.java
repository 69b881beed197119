// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks;

import dev.saker.schemas.Alert;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.FalcoText;
import java.nio.charset.StandardCharsets;

/** How an alert is written where one line is one alert. Neither form holds a line end. */
public enum AlertForm {
    /** Falco's JSON. */
    JSON {
        @Override
        public String line(Alert alert) {
            return FalcoJson.line(alert);
        }
    },
    /** Falco's line of text. */
    TEXT {
        @Override
        public String line(Alert alert) {
            return FalcoText.line(alert);
        }
    };

    public abstract String line(Alert alert);

    /** The line with its end, as bytes. */
    public byte[] lineBytes(Alert alert) {
        return (line(alert) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
