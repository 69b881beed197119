// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import java.util.List;

/**
 * Prints a condition back, as Falco's description of a rule does: every "and" and "or" in
 * parentheses, one blank between words, quotes only where a value needs them.
 */
public final class ConditionPrinter
        implements Expression.Visitor<Void>, Term.Visitor<Void>, Right.Visitor<Void> {

    private final StringBuilder out = new StringBuilder();

    private ConditionPrinter() {}

    public static String print(Expression expression) {
        ConditionPrinter printer = new ConditionPrinter();
        expression.accept(printer);
        return printer.out.toString();
    }

    public static String print(Term term) {
        ConditionPrinter printer = new ConditionPrinter();
        term.accept(printer);
        return printer.out.toString();
    }

    @Override
    public Void visitAnd(Expression.And expression) {
        return join(expression.terms(), " and ");
    }

    @Override
    public Void visitOr(Expression.Or expression) {
        return join(expression.terms(), " or ");
    }

    private Void join(List<Expression> terms, String between) {
        out.append('(');
        for (int i = 0; i < terms.size(); i++) {
            out.append(i == 0 ? "" : between);
            terms.get(i).accept(this);
        }
        out.append(')');
        return null;
    }

    @Override
    public Void visitNot(Expression.Not expression) {
        out.append("not ");
        return expression.term().accept(this);
    }

    @Override
    public Void visitMacroName(Expression.MacroName expression) {
        out.append(expression.name());
        return null;
    }

    @Override
    public Void visitExists(Expression.Exists expression) {
        expression.left().accept(this);
        out.append(" exists");
        return null;
    }

    @Override
    public Void visitCheck(Expression.Check expression) {
        expression.left().accept(this);
        out.append(' ').append(expression.operator()).append(' ');
        if (!expression.modifier().isEmpty()) {
            out.append(expression.modifier()).append(' ');
        }
        return expression.right().accept(this);
    }

    @Override
    public Void visitField(Term.Field term) {
        out.append(term.name());
        return bracket(term.bracketed(), term.argument());
    }

    @Override
    public Void visitCall(Term.Call term) {
        out.append(term.name());
        terms(term.arguments());
        return bracket(term.bracketed(), term.option());
    }

    @Override
    public Void visitConstant(Term.Constant term) {
        out.append('"').append(escaped(term.value())).append('"');
        return null;
    }

    @Override
    public Void visitTermList(Term.TermList term) {
        return terms(term.items());
    }

    private Void terms(List<Term> terms) {
        out.append('(');
        for (int i = 0; i < terms.size(); i++) {
            out.append(i == 0 ? "" : ",");
            terms.get(i).accept(this);
        }
        out.append(')');
        return null;
    }

    private Void bracket(boolean bracketed, String content) {
        if (bracketed) {
            boolean bare =
                    !content.isEmpty() && content.chars().noneMatch(ConditionPrinter::breaks);
            String shown = bare ? content : '"' + escaped(content) + '"';
            out.append('[').append(shown).append(']');
        }
        return null;
    }

    private static boolean breaks(int c) {
        return c <= ' ' || c == '[' || c == ']' || c == '"' || c == '\'';
    }

    @Override
    public Void visitValue(Right.Value right) {
        out.append(quotedIfNeeded(right.text()));
        return null;
    }

    @Override
    public Void visitValues(Right.Values right) {
        out.append('(');
        for (int i = 0; i < right.items().size(); i++) {
            out.append(i == 0 ? "" : ", ");
            out.append(quotedIfNeeded(right.items().get(i).text()));
        }
        out.append(')');
        return null;
    }

    @Override
    public Void visitOperand(Right.Operand right) {
        return right.call().accept(this);
    }

    /** Falco leaves parentheses, commas and the empty string bare, so this need not parse again. */
    private static String quotedIfNeeded(String value) {
        return value.chars().anyMatch(ConditionPrinter::asksForQuotes)
                ? '"' + escaped(value) + '"'
                : value;
    }

    private static boolean asksForQuotes(int c) {
        return "\b\f\n\r\t =\\\"'\0".indexOf(c) >= 0;
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        value.chars().forEach(c -> escape(escaped, (char) c));
        return escaped.toString();
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            case '"' -> out.append("\\\"");
            case '\0' -> out.append("\\x00");
            default -> character(out, c);
        }
    }

    private static void character(StringBuilder out, char c) {
        if (c >= Scanner.RAW_BYTE && c <= Scanner.RAW_BYTE + 0xFF) {
            out.append(String.format("\\x%02x", c - Scanner.RAW_BYTE));
        } else {
            out.append(c);
        }
    }
}
