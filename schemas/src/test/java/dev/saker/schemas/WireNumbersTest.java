// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Ordinals are on the wire for ever: these lists grow at their end and change nowhere else. */
class WireNumbersTest {
    @Test
    void fieldGroups_haveTheirBits() {
        assertThat(names(FieldGroup.values()))
                .isEqualTo(
                        "ENVIRONMENT ANCESTOR_DETAILS PARENT_DETAILS DATA CGROUPS LEADERS RESOURCES"
                                + " STDIO USER_DETAILS CONTAINER_DETAILS RACES CONTAINER_NAMES");
        assertThat(FieldGroup.DEFAULT).isEqualTo(0b100100);
        assertThat(FieldGroup.of(0b100100))
                .containsExactly(FieldGroup.PARENT_DETAILS, FieldGroup.LEADERS);
        assertThat(FieldGroup.DATA.heavy()).isTrue();
        assertThat(FieldGroup.LEADERS.heavy()).isFalse();
    }

    @Test
    void bits_haveTheirPlaces() {
        assertThat(names(EventShape.values()))
                .isEqualTo(
                        "OPEN_READ OPEN_WRITE OPEN_EXEC OPEN_CREATE ARGUMENTS_CHANGED"
                                + " IO_URING");
        assertThat(names(FdFlag.values()))
                .isEqualTo(
                        "CONNECTED NAME_CHANGED ROLE_KNOWN IS_SERVER UPPER_LAYER LOWER_LAYER"
                                + " UNKNOWN_TO_TABLE");
        assertThat(names(ProcessFlag.values()))
                .isEqualTo(
                        "EXE_WRITABLE EXE_UPPER_LAYER EXE_FROM_MEMFD EXE_LOWER_LAYER MAIN_THREAD"
                                + " REAPER");
    }

    @Test
    void fdTypes_haveTheirNumbersAndCharacters() {
        String characters =
                Arrays.stream(FdType.values())
                        .map(type -> String.valueOf(type.typeChar()))
                        .collect(Collectors.joining());

        assertThat(characters).isEqualTo("ofd46upeslitnburmP46X");
        assertThat(FdType.of(2)).isEqualTo(FdType.DIRECTORY);
        assertThat(FdType.of(99)).isEqualTo(FdType.UNKNOWN);
        assertThat(FdType.of(-1)).isEqualTo(FdType.UNKNOWN);
    }

    @Test
    void smallEnums_haveTheirNumbers() {
        assertThat(names(L4Protocol.values())).isEqualTo("NONE TCP UDP ICMP RAW");
        assertThat(names(TupleEnd.values())).isEqualTo("UNKNOWN CLIENT SERVER");
        assertThat(names(ArgKind.values())).isEqualTo("ABSENT NUMBER BYTES");
        assertThat(names(MarkerKind.values())).isEqualTo("START TICK STOP");
    }

    private static String names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(" "));
    }
}
