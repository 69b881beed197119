// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.Place;
import dev.saker.rules.syntax.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Splits an output into text and fields. After a percent sign the longest name that is a field
 * counts, and what follows it is text again; there is no way to write a percent sign itself.
 */
final class OutputParser {

    /** Falco dropped the field and prints nothing for it. */
    static final String CONTAINER_INFO = "%container.info";

    private static final int MAX_WIDTH_DIGITS = 4;

    /** No name of a field, with what follows its last dot, is longer. */
    private static final int MAX_AHEAD = 1000;

    private final LocatedText located;
    private final String text;
    private final FieldLookup lookup;
    private final OperandChecker operands;
    private final String source;
    private final Consumer<CheckProblem> problems;
    private final List<OutputFormat.Token> tokens = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    OutputParser(
            LocatedText located,
            FieldLookup lookup,
            OperandChecker operands,
            String source,
            Consumer<CheckProblem> problems) {
        this.located = located;
        this.text = located.text();
        this.lookup = lookup;
        this.operands = operands;
        this.source = source;
        this.problems = problems;
    }

    /** What is wrong goes to the consumer; the result then is not to be used. */
    OutputFormat parse() {
        while (at < text.length()) {
            if (text.charAt(at) != '%') {
                literal.append(text.charAt(at++));
            } else if (text.startsWith(CONTAINER_INFO, at)) {
                at += CONTAINER_INFO.length();
            } else {
                token();
            }
        }
        endLiteral();
        return new OutputFormat(text, tokens);
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            tokens.add(new OutputFormat.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private void token() {
        int start = at;
        at++;
        int width = width();
        try {
            OutputFormat.Token token = token(start, width);
            endLiteral();
            tokens.add(token);
        } catch (CheckProblem problem) {
            problems.accept(problem);
        }
    }

    private int width() {
        int end = at;
        while (end < text.length() && end - at < MAX_WIDTH_DIGITS && isDigit(text.charAt(end))) {
            end++;
        }
        int width = end == at ? OutputFormat.NO_WIDTH : Integer.parseInt(text.substring(at, end));
        at = end;
        return width;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private OutputFormat.Token token(int start, int width) throws CheckProblem {
        if (at == text.length()) {
            throw CheckProblem.type("formatting cannot end with a %", place(start, at));
        }
        Optional<Term.Call> call = Parser.parseCallAt(located, at);
        if (call.isPresent()) {
            int end = call.get().place().to();
            Operand.Transform operand = (Operand.Transform) operands.check(call.get());
            at = end;
            return new OutputFormat.Transformed(operand, FieldUses.of(operand), width);
        }
        FieldRef ref = field(start);
        return new OutputFormat.Field(ref, ref.name(), width);
    }

    private FieldRef field(int start) throws CheckProblem {
        String ahead = text.substring(at, Math.min(text.length(), at + MAX_AHEAD));
        FieldLookup.Found found = lookup.prefix(ahead, source);
        if (found.ref().isEmpty()) {
            throw unknown(start);
        }
        FieldRef ref = found.ref().get();
        at += found.length();
        if (ref.field().takesArgument() && text.startsWith("[", at)) {
            ref = withArgument(ref, start);
        } else if (ref.field().has(FieldFlag.ARGUMENT_REQUIRED) && !ref.hasArgument()) {
            throw CheckProblem.type(
                    "field " + ref.name() + " requires an argument but none is given",
                    place(start, at));
        }
        if (ref.field().has(FieldFlag.FILTER_ONLY)) {
            throw CheckProblem.type(
                    "field " + ref.name() + " can only be used in a condition", place(start, at));
        }
        return ref;
    }

    private FieldRef withArgument(FieldRef ref, int start) throws CheckProblem {
        int close = text.indexOf(']', at);
        if (close < 0) {
            throw CheckProblem.type(
                    "the argument of " + ref.name() + " has no closing bracket", place(start, at));
        }
        String argument = unquoted(text.substring(at + 1, close));
        at = close + 1;
        FieldLookup.Found found = lookup.withArgument(ref, argument);
        return found.ref().orElseThrow(() -> CheckProblem.type(found.problem(), place(start, at)));
    }

    private static String unquoted(String argument) {
        boolean quoted =
                argument.length() >= 2 && argument.startsWith("\"") && argument.endsWith("\"");
        return quoted ? argument.substring(1, argument.length() - 1) : argument;
    }

    /** The rest of the word is taken for what was meant. */
    private CheckProblem unknown(int start) {
        int end = at;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at, end);
        at = end;
        return CheckProblem.unknownName(
                "unknown filter: %" + name, operands.nearest(name), place(start, end));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private Place place(int from, int to) {
        return new Place(located, from, to);
    }
}
