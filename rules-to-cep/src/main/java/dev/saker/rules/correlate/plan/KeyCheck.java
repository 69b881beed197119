// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.check.CorrelationTexts;
import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.plan.CheckedCorrelation.CheckedInput;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import java.util.List;

/** Keys are compared position by position, so all must be of one length and of like types. */
final class KeyCheck {

    private final CorrelationDefinition definition;
    private final CorrelationTexts texts;

    KeyCheck(CorrelationDefinition definition, CorrelationTexts texts) {
        this.definition = definition;
        this.texts = texts;
    }

    /**
     * @param inputs in the order of their bits
     */
    void requireEqualKeys(List<CheckedInput> inputs) {
        List<KeyField> first = inputs.get(0).key();
        for (int input = 1; input < inputs.size(); input++) {
            List<KeyField> key = inputs.get(input).key();
            if (key.size() != first.size()) {
                refuse(
                        what(input)
                                + " has "
                                + key.size()
                                + " key fields, the first step has "
                                + first.size(),
                        "give it as many in its own 'by'",
                        input,
                        definition.by().size());
                continue;
            }
            for (int place = 0; place < first.size(); place++) {
                requireAlike(first.get(place), key.get(place), input, place);
            }
        }
    }

    private void requireAlike(KeyField one, KeyField other, int input, int place) {
        boolean alike =
                one.ref().type().kind() == other.ref().type().kind()
                        && one.ref().field().list() == other.ref().field().list();
        if (!alike) {
            refuse(
                    "Key field "
                            + other.ref().name()
                            + " of "
                            + what(input)
                            + " is never equal to "
                            + one.ref().name()
                            + ": "
                            + other.ref().type()
                            + " is not "
                            + one.ref().type(),
                    "",
                    input,
                    place);
        }
    }

    private boolean isStep(int input) {
        return input < definition.steps().size();
    }

    private String what(int input) {
        return isStep(input) ? "step '" + definition.steps().get(input).id().text() + "'" : "until";
    }

    /** At the key field of the input itself, or else at what has no such field. */
    private void refuse(String message, String help, int input, int place) {
        int own = place - definition.by().size();
        if (!isStep(input)) {
            List<LocatedText> by = definition.until().orElseThrow().by();
            LocatedText at =
                    own >= 0 && own < by.size()
                            ? by.get(own)
                            : definition.until().get().condition();
            texts.refuse(message, help, "until", at);
            return;
        }
        StepDefinition step = definition.steps().get(input);
        boolean written = own >= 0 && own < step.by().size();
        texts.refuse(message, help, "step", written ? step.by().get(own) : step.id());
    }
}
