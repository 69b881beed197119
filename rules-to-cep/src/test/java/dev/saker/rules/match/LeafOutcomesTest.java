// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.check.Condition;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.TestFields;
import dev.saker.rules.event.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sixty leaves, of which the even ones are usually true. */
class LeafOutcomesTest {
    private static final int LEAVES = 60;

    private final LeafOutcomes outcomes;

    LeafOutcomesTest() {
        byte[] usual = new byte[LEAVES];
        for (int i = 0; i < LEAVES; i += 2) {
            usual[i] = Plan.TRUE;
        }
        outcomes = new LeafOutcomes(new Leaf[LEAVES], usual);
    }

    @BeforeEach
    void clear() {
        outcomes.clear();
    }

    private static int[] postings(int... ordinals) {
        int[] postings = new int[ordinals.length];
        for (int i = 0; i < ordinals.length; i++) {
            postings[i] = LeafOutcomes.posting(ordinals[i], false);
        }
        return postings;
    }

    @Test
    void outcome_ofWhatWasNotSet_isUsual() {
        assertThat(outcomes.outcome(0)).isEqualTo(Plan.TRUE);
        assertThat(outcomes.outcome(1)).isEqualTo(Plan.FALSE);
        assertThat(outcomes.isSet(0)).isFalse();
        assertThat(outcomes.count()).isZero();
    }

    @Test
    void hits_turnLeavesToWhatTheyUsuallyAreNot() {
        outcomes.hits(postings(4, 7));

        assertThat(outcomes.outcome(4)).isEqualTo(Plan.FALSE);
        assertThat(outcomes.outcome(7)).isEqualTo(Plan.TRUE);
        assertThat(outcomes.isSet(7)).isTrue();
        assertThat(outcomes.count()).isEqualTo(2);
        assertThat(outcomes.unusual(0)).isEqualTo(4 << 2 | Plan.FALSE);
        assertThat(outcomes.unusual(1)).isEqualTo(7 << 2 | Plan.TRUE);
    }

    @Test
    void firstWord_counts() {
        outcomes.set(3, Plan.UNKNOWN);
        outcomes.set(3, Plan.TRUE);
        outcomes.hits(postings(3, 3));
        outcomes.set(5, Plan.FALSE);
        outcomes.hits(postings(5));

        assertThat(outcomes.outcome(3)).isEqualTo(Plan.UNKNOWN);
        assertThat(outcomes.outcome(5)).isEqualTo(Plan.FALSE);
        assertThat(outcomes.isSet(5)).isTrue();
        assertThat(outcomes.count()).isEqualTo(1);
    }

    @Test
    void leaf_thatIsSet_isNotAsked() {
        outcomes.set(3, Plan.TRUE);

        outcomes.ask(3);
        outcomes.hits(new int[] {LeafOutcomes.posting(3, true)});

        assertThat(outcomes.outcome(3)).isEqualTo(Plan.TRUE);
    }

    /** Its literal was met, so the whole of it is asked. */
    @ParameterizedTest
    @CsvSource({"/etc/a, TRUE", "/etc/b, FALSE"})
    void leaf_whoseLiteralIsOnlyNecessary_isAskedAboutTheValue(String text, Truth expected) {
        Condition check = TestConditions.check("fd.name", "glob", "/e*a");
        Leaf leaf = (Leaf) new PlanMaker(new OperandTable()).make(check);
        LeafOutcomes ofOne = new LeafOutcomes(new Leaf[] {leaf}, new byte[1]);
        EventSample sample = new EventSample();
        sample.fd.name = text;
        Value value = new Value();
        sample.view().read(BoundField.of(TestFields.ref("fd.name")), value);
        ofOne.clear();
        ofOne.about(value);

        ofOne.hits(new int[] {LeafOutcomes.posting(0, true)});

        assertThat(ofOne.isSet(0)).isTrue();
        assertThat(ofOne.outcome(0)).isEqualTo(expected.ordinal());
    }

    @Test
    void clear_forgetsEverything() {
        outcomes.hits(postings(4, 7));

        outcomes.clear();

        assertThat(outcomes.count()).isZero();
        assertThat(outcomes.isSet(7)).isFalse();
        assertThat(outcomes.outcome(7)).isEqualTo(Plan.FALSE);
    }

    @Test
    void load_goesBackToWhatWasSaved() {
        for (int i = 0; i < LEAVES; i++) {
            outcomes.set(i, Plan.UNKNOWN);
        }
        int[] saved = new int[LEAVES];
        for (int i = 0; i < LEAVES; i++) {
            saved[i] = outcomes.unusual(i);
        }
        outcomes.clear();
        outcomes.hits(postings(1));

        outcomes.load(saved, 40);

        assertThat(outcomes.count()).isEqualTo(40);
        assertThat(outcomes.outcome(39)).isEqualTo(Plan.UNKNOWN);
        assertThat(outcomes.outcome(40)).isEqualTo(Plan.TRUE);
        assertThat(outcomes.outcome(1)).isEqualTo(Plan.UNKNOWN);
    }

    @Test
    void posting_keepsTheLeafAboveTheQuestion() {
        assertThat(LeafOutcomes.posting(21, false)).isEqualTo(42);
        assertThat(LeafOutcomes.posting(21, true)).isEqualTo(43);
    }
}
