// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicRangeTest {
    @Test
    void range_withTimes_mayBeOpenAtEitherEnd() {
        TopicRange both = TopicRange.parse("t@2026-11-22T07:00:00Z..2026-11-22T08:00:00Z");

        assertThat(both.topic()).isEqualTo("t");
        assertThat(both.from()).contains(Instant.parse("2026-11-22T07:00:00Z"));
        assertThat(both.to()).contains(Instant.parse("2026-11-22T08:00:00Z"));
        assertThat(TopicRange.parse("t@..2026-11-22T08:00:00Z").from()).isEmpty();
        assertThat(TopicRange.parse("t@2026-11-22T08:00:00Z..").to()).isEmpty();
        assertThat(TopicRange.parse("t").offsets()).isEmpty();
    }

    @Test
    void range_withOffsets_isOfOnePartition() {
        assertThat(TopicRange.parse("t@3:100..200").offsets())
                .contains(new TopicRange.Offsets(3, 100, OptionalLong.of(200)));
        assertThat(TopicRange.parse("t@0:5..").offsets())
                .contains(new TopicRange.Offsets(0, 5, OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t@yesterday",
                "t@yesterday..today",
                "t@3:9..2",
                "t@2026-11-22T08:00:00Z..2026-11-22T07:00:00Z"
            })
    void range_thatIsNone_isSaidInWords(String text) {
        assertThatThrownBy(() -> TopicRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Exception");
    }
}
