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

    private final boolean reparsable;

    private ConditionPrinter(boolean reparsable) {
        this.reparsable = reparsable;
    }

    /** As Falco prints it: parentheses, commas and the empty string stay bare. */
    public static String print(Expression expression) {
        return print(expression, false);
    }

    /** So that parsing gives the same condition again. */
    public static String printReparsable(Expression expression) {
        return print(expression, true);
    }

    private static String print(Expression expression, boolean reparsable) {
        ConditionPrinter printer = new ConditionPrinter(reparsable);
        expression.accept(printer);
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
        // two in a row are read as none
        boolean twice = reparsable && expression.term() instanceof Expression.Not;
        out.append(twice ? "(" : "");
        expression.term().accept(this);
        out.append(twice ? ")" : "");
        return null;
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
        out.append(quoted(term.value()));
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
            String shown = bare ? content : quoted(content);
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

    private String quotedIfNeeded(String value) {
        boolean needed = asksForQuotes(value) || (reparsable && !isBare(value));
        return needed ? quoted(value) : value;
    }

    /** A backslash before the closing quote would keep the string open, escaped or not. */
    private String quoted(String value) {
        if (reparsable && value.endsWith("\\")) {
            return '"' + escaped(value.substring(0, value.length() - 1)) + "\\x5c\"";
        }
        return '"' + escaped(value) + '"';
    }

    private static boolean isBare(String value) {
        int letter;
        for (int at = 0; at < value.length(); at += Character.charCount(letter)) {
            letter = value.codePointAt(at);
            if ("(),\u000b".indexOf(letter) >= 0 || Character.isSurrogate((char) letter)) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static boolean asksForQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            if ("\b\f\n\r\t =\\\"'\0".indexOf(value.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        value.codePoints().forEach(c -> escape(escaped, c));
        return escaped.toString();
    }

    private static void escape(StringBuilder out, int c) {
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

    private static void character(StringBuilder out, int c) {
        if (c >= Scanner.RAW_BYTE && c <= Scanner.RAW_BYTE + 0xFF) {
            out.append(String.format("\\x%02x", c - Scanner.RAW_BYTE));
        } else {
            out.appendCodePoint(c);
        }
    }
}
