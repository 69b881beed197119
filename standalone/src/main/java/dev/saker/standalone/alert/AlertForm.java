// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.alert;

import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCodec;
import dev.saker.schemas.FalcoText;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;

/** How alerts are printed, and with that, which of the two alert topics is read. */
public enum AlertForm {
    TEXT(Topics.ALERTS) {
        @Override
        String line(byte[] value) {
            int header = WireFormat.HEADER_LENGTH;
            Alert alert = AlertCodec.decode(value, header, value.length - header);
            return FalcoText.line(alert);
        }
    },
    JSON(Topics.ALERTS_JSON) {
        @Override
        String line(byte[] value) {
            return new String(value, StandardCharsets.UTF_8);
        }
    };

    private final String topic;

    AlertForm(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }

    /** The line of a record's value, safe for a terminal. */
    abstract String line(byte[] value);
}
