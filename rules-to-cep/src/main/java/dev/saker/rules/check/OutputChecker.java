// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.load.OutputAddition;
import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.syntax.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes a rule's output, with what settings add to it, into tokens. */
final class OutputChecker {

    private final FieldLookup lookup;
    private final OperandChecker operands;
    private final String source;
    private final Consumer<CheckProblem> problems;

    OutputChecker(
            FieldLookup lookup,
            OperandChecker operands,
            String source,
            Consumer<CheckProblem> problems) {
        this.lookup = lookup;
        this.operands = operands;
        this.source = source;
        this.problems = problems;
    }

    /** The text of the rule's output and of the additions, which must all be for this rule. */
    static LocatedText text(RuleDefinition rule, List<OutputAddition> additions) {
        LocatedText text = rule.body().output();
        for (OutputAddition addition : additions) {
            if (addition.text().isPresent()) {
                text = text.joinedWith(addition.text().get());
            }
            if (addition.suggested()) {
                text =
                        new LocatedText.Builder()
                                .append(text)
                                .append(SuggestedOutput.text(rule.body().source()), addition.span())
                                .build();
            }
        }
        return text;
    }

    /** What is wrong goes to the consumer; the result then is not to be used. */
    OutputFormat check(LocatedText text, List<OutputAddition> additions) {
        OutputFormat output = parse(text);
        List<OutputFormat.ExtraField> extra = new ArrayList<>();
        for (OutputAddition addition : additions) {
            addition.fields().forEach(field -> extra.add(extra(field)));
        }
        return new OutputFormat(output.text(), output.tokens(), extra);
    }

    private OutputFormat.ExtraField extra(OutputAddition.ExtraField field) {
        List<OutputFormat.Token> tokens = parse(field.format()).tokens();
        boolean one = tokens.size() == 1 && tokens.get(0) instanceof OutputFormat.Field;
        if (field.typed() && tokens.size() > 1 && !one) {
            problems.accept(
                    CheckProblem.type(
                            "'" + field.key() + "' is more than the name of a field",
                            new Place(field.format(), 0, field.format().text().length())));
        }
        String text = field.typed() ? field.key() : field.format().text();
        return new OutputFormat.ExtraField(field.key(), text, tokens, field.typed() && one);
    }

    private OutputFormat parse(LocatedText text) {
        return new OutputParser(text, lookup, operands, source, problems).parse();
    }
}
