// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class FalcoJsonTest {
    private static final AlertFormat ISO = new AlertFormat(false, true, true, true, true);
    private static final AlertFormat ALL = new AlertFormat(true, true, true, true, true);
    private static final AlertFormat BARE = new AlertFormat(false, false, false, false, true);
    private static final ZoneId ZONE = ZoneOffset.ofHours(2);

    @Test
    void line_isoTimes_isFalcosObjectWithOurTwoKeys() {
        assertThat(FalcoJson.line(alert("cat /dev/null"), ISO))
                .isEqualTo(
                        "{\"alert_id\":\"00112233445566778899aabbccddeeff\",\"hostname\":\"web-1\","
                                + "\"node\":\"web-1\",\"output\":\"2016-08-04T16:17:57.881781397+0000:"
                                + " Warning An open was seen (command=cat /dev/null)\","
                                + "\"output_fields\":{\"evt.time.iso8601\":1470327477881781397,"
                                + "\"proc.cmdline\":\"cat /dev/null\"},\"priority\":\"Warning\","
                                + "\"rule\":\"open_from_cat\",\"source\":\"syscall\","
                                + "\"tags\":[\"filesystem\",\"process\"],"
                                + "\"time\":\"2016-08-04T16:17:57.881781397Z\"}");
    }

    @Test
    void line_defaultTimes_areLocalInTheOutputOnly() {
        assertThat(FalcoJson.line(alert("x"), AlertFormat.DEFAULT, ZONE))
                .contains("\"output\":\"18:17:57.881781397: Warning An open was seen (command=x)\"")
                .contains("\"output_fields\":{\"evt.time\":1470327477881781397,")
                .endsWith("\"time\":\"2016-08-04T16:17:57.881781397Z\"}");
    }

    @Test
    void line_allProperties_areInAlphabeticalOrder() {
        assertThat(FalcoJson.line(alert("x"), ALL))
                .containsSubsequence(
                        "\"alert_id\"",
                        "\"hostname\"",
                        "\"message\":\"An open was seen (command=x)\"",
                        "\"node\"",
                        "\"output\"",
                        "\"output_fields\"",
                        "\"priority\"",
                        "\"rule\"",
                        "\"source\"",
                        "\"tags\"",
                        "\"time\"");
    }

    @Test
    void line_ofACorrelation_saysWhatWasFound() {
        AlertCorrelation found =
                new AlertCorrelation(
                        "temporal_ordered",
                        "a\"b",
                        1470327477881781397L,
                        1470327478000000001L,
                        2,
                        List.of(
                                new AlertCorrelation.Step("run", "n/1/2/3/0"),
                                new AlertCorrelation.Step("drop", "n/1/2/4/0")));

        assertThat(FalcoJson.line(alert("x").withCorrelation(found), BARE))
                .contains(
                        "\"correlation\":{\"count\":2,"
                                + "\"events\":[\"web-1/1470327477881781397/1/309/0\"],"
                                + "\"first_time\":\"2016-08-04T16:17:57.881781397Z\","
                                + "\"key\":\"a\\\"b\","
                                + "\"last_time\":\"2016-08-04T16:17:58.000000001Z\","
                                + "\"steps\":{\"run\":\"n/1/2/3/0\",\"drop\":\"n/1/2/4/0\"},"
                                + "\"type\":\"temporal_ordered\"},\"hostname\"");
    }

    @Test
    void line_noOptionalProperty_keepsTheOthers() {
        assertThat(FalcoJson.line(alert("x"), BARE))
                .doesNotContain("\"message\"", "\"output\"", "\"output_fields\"", "\"tags\"")
                .contains("\"priority\"", "\"rule\"", "\"source\"", "\"time\"");
    }

    @Test
    void line_everyKindOfValue_keepsItsType() {
        Alert alert =
                alert(
                        "syscall",
                        "m",
                        List.of(
                                new OutputField("g", OutputValue.of(List.of("a", "b\n"))),
                                new OutputField("f", OutputValue.of("t\"")),
                                new OutputField("e", OutputValue.of(Double.NaN)),
                                new OutputField("d", OutputValue.of(0.5)),
                                new OutputField("c", OutputValue.of(-1L)),
                                new OutputField("b", OutputValue.of(true)),
                                new OutputField("a", OutputValue.NULL)));

        assertThat(FalcoJson.line(alert, ISO))
                .contains(
                        "{\"a\":null,\"b\":true,\"c\":-1,\"d\":0.5,\"e\":null,"
                                + "\"evt.time.iso8601\":1470327477881781397,"
                                + "\"f\":\"t\\\"\",\"g\":[\"a\",\"b\\n\"]}");
    }

    @Test
    void line_charactersThatJsonForbids_areEscapedAsFalcoDoes() {
        String odd = "q\" b\\ \b\f\n\r\t \u0001\u001f \u007f é \ud83e\udd85 \ud800";

        assertThat(FalcoJson.line(alert(odd), ISO))
                .contains(
                        "q\\\" b\\\\ \\b\\f\\n\\r\\t \\u0001\\u001f \u007f é"
                                + " \ud83e\udd85 \ufffd");
    }

    @Test
    void line_internalAlert_hasNoTags() {
        Alert alert = alert("internal", "gap", List.of(new OutputField("n", OutputValue.of("2"))));

        assertThat(FalcoJson.line(alert, BARE))
                .doesNotContain("\"tags\"")
                .contains("\"output_fields\":{\"n\":\"2\"}");
        assertThat(FalcoText.line(alert, ISO)).endsWith(": Warning gap (n=2)");
    }

    @Test
    void text_controlCharacters_cannotReachTheTerminal() {
        assertThat(FalcoText.line(alert("a\u001b[2Jb\nc"), ISO))
                .isEqualTo(
                        "2016-08-04T16:17:57.881781397+0000: Warning"
                                + " An open was seen (command=a\\u001b[2Jb\\nc)");
    }

    @Test
    void text_defaultFormat_hasTheTimeOfDay() {
        assertThat(FalcoText.line(alert("x")))
                .matches("\\d\\d:\\d\\d:57\\.881781397: Warning An open was seen \\(command=x\\)");
    }

    private static Alert alert(String command) {
        return alert(
                "syscall",
                "An open was seen (command=" + command + ")",
                List.of(new OutputField("proc.cmdline", OutputValue.of(command))));
    }

    private static Alert alert(String source, String message, List<OutputField> fields) {
        return new Alert(
                "00112233445566778899aabbccddeeff",
                "open_from_cat",
                4,
                source,
                1470327477881781397L,
                "web-1",
                message,
                List.of("process", "filesystem", "process"),
                fields,
                List.of("web-1/1470327477881781397/1/309/0"),
                1);
    }
}
