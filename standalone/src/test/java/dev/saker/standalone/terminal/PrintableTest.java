// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    plain words,            plain words
                    'grüße, 世界',           'grüße, 世界'
                    '\u001b[2Jgone',        '\\u001b[2Jgone'
                    'bell\u0007',           'bell\\u0007'
                    'back\u202eward',       'back\\u202eward'
                    'eight\u009bbit',       'eight\\u009bbit'
                    """)
    void text_withControlCharacters_showsThemAsEscapes(String text, String printed) {
        assertThat(Printable.text(text)).isEqualTo(printed);
    }
}
