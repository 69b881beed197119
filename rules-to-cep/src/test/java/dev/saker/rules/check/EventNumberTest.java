// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.ParsedConditions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event numbers begin with one: what a comparison comes to where that settles it. */
class EventNumberTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evt.num = 0 | NEVER",
                "evt.num = 1 | DEPENDS",
                "evt.num = -1 | DEPENDS",
                "evt.num != 0 | ALWAYS",
                "evt.num != 1 | DEPENDS",
                "evt.num < 0 | NEVER",
                "evt.num < 1 | NEVER",
                "evt.num < 2 | DEPENDS",
                "evt.num <= 0 | NEVER",
                "evt.num <= 1 | DEPENDS",
                "evt.num > 0 | ALWAYS",
                "evt.num > 1 | DEPENDS",
                "evt.num >= 1 | ALWAYS",
                "evt.num >= 2 | DEPENDS",
                "evt.num > -1 | DEPENDS",
                "evt.num in (0) | NEVER",
                "evt.num in (0, 0) | NEVER",
                "evt.num in (0, 1) | DEPENDS",
                "evt.cpu = 0 | DEPENDS",
                "evt.cpu in (0) | DEPENDS",
                "evt.num = anyof (0) | DEPENDS",
                "evt.num = val(evt.num) | DEPENDS",
                "evt.num exists | DEPENDS",
            })
    void comparison_ofTheEventNumber_isSettledWhereItCanBe(String text, EventNumber.Truth truth) {
        List<Condition> conditions = ParsedConditions.parse(List.of(text, "not (" + text + ")"));

        boolean never = EventTypes.of(conditions.get(0)).isEmpty();
        boolean always = EventTypes.of(conditions.get(1)).isEmpty();

        assertThat(never).isEqualTo(truth == EventNumber.Truth.NEVER);
        assertThat(always).isEqualTo(truth == EventNumber.Truth.ALWAYS);
    }
}
