// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Place;
import dev.saker.rules.syntax.Right;
import dev.saker.rules.syntax.Term;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what is correct and probably not meant. */
final class ConditionWarnings
        implements Expression.Visitor<Void>, Term.Visitor<Void>, Right.Visitor<Void> {

    /** Takes a warning. */
    interface Sink {
        void warn(DiagnosticCode code, String message, Place place);

        void deprecated(String field, Place place);
    }

    /** Fields that say the same for every event since enter events went. */
    static final List<String> DEPRECATED =
            List.of(
                    "evt.dir",
                    "evt.latency",
                    "evt.latency.s",
                    "evt.latency.ns",
                    "evt.latency.human",
                    "evt.wait_latency");

    private static final Set<String> NA_OPERATORS = Set.of("=", "!=", "in", "intersects", "pmatch");

    private static final Pattern CALL =
            Pattern.compile(
                    "(tolower|toupper|b64|basename|len|join|concat|getopt|val)\\s*\\(.*\\)\\s*",
                    Pattern.DOTALL);

    private static final Pattern FIELD =
            Pattern.compile("([a-zA-Z]\\w*(?:\\.[a-zA-Z]\\w*)+)(?:\\[[^\\[\\]\"'\\s]+\\])?");

    /** Full match makes anchors empty and leaves nothing to look for in these. */
    private static final Pattern MATCHES_ANYTHING = Pattern.compile("\\^?(\\.[*+?])*\\$?");

    private final FieldLookup lookup;
    private final String source;
    private final Sink sink;
    private Expression.Check check;

    ConditionWarnings(FieldLookup lookup, String source, Sink sink) {
        this.lookup = lookup;
        this.source = source;
        this.sink = sink;
    }

    @Override
    public Void visitAnd(Expression.And expression) {
        expression.terms().forEach(term -> term.accept(this));
        return null;
    }

    @Override
    public Void visitOr(Expression.Or expression) {
        expression.terms().forEach(term -> term.accept(this));
        return null;
    }

    @Override
    public Void visitNot(Expression.Not expression) {
        return expression.term().accept(this);
    }

    @Override
    public Void visitMacroName(Expression.MacroName expression) {
        return null;
    }

    @Override
    public Void visitExists(Expression.Exists expression) {
        return expression.left().accept(this);
    }

    @Override
    public Void visitCheck(Expression.Check expression) {
        check = expression;
        expression.left().accept(this);
        return expression.right().accept(this);
    }

    @Override
    public Void visitField(Term.Field term) {
        if (DEPRECATED.contains(term.name())) {
            sink.deprecated(term.name(), term.place());
        }
        return null;
    }

    @Override
    public Void visitCall(Term.Call term) {
        term.arguments().forEach(argument -> argument.accept(this));
        return null;
    }

    @Override
    public Void visitConstant(Term.Constant term) {
        return null;
    }

    @Override
    public Void visitTermList(Term.TermList term) {
        term.items().forEach(item -> item.accept(this));
        return null;
    }

    @Override
    public Void visitValues(Right.Values right) {
        right.items().forEach(item -> item.accept(this));
        return null;
    }

    @Override
    public Void visitOperand(Right.Operand right) {
        return right.call().accept(this);
    }

    @Override
    public Void visitValue(Right.Value right) {
        String value = right.text();
        if (value.equals("<NA>")) {
            missing(right);
        } else if (isField(value.trim())) {
            doubt("'" + value + "' may be a valid field misused as a const string value", right);
        } else if (value.indexOf('(') > 0 && CALL.matcher(value).matches()) {
            doubt(
                    "'"
                            + value
                            + "' may be a valid field transformer misused as a const string"
                            + " value",
                    right);
        }
        if (check.operator().equals("regex") && MATCHES_ANYTHING.matcher(value).matches()) {
            doubt("regular expression '" + value + "' matches anything", right);
        }
        return null;
    }

    private void doubt(String message, Right.Value value) {
        sink.warn(DiagnosticCode.LOAD_COMPILE_CONDITION, message, value.place());
    }

    /** Also as other languages write it: {@code $fd.name}, {@code %fd.name}. */
    private boolean isField(String written) {
        String value =
                written.startsWith("$") || written.startsWith("%") ? written.substring(1) : written;
        if (value.indexOf('.') < 0 || !FIELD.matcher(value).matches()) {
            return false;
        }
        int bracket = value.indexOf('[');
        String name = bracket < 0 ? value : value.substring(0, bracket);
        FieldLookup.Found found = lookup.prefix(name, source);
        return found.ref().isPresent() && found.length() == name.length();
    }

    /** Such fields are null rather than that text when they are missing. */
    private void missing(Right.Value value) {
        if (!(check.left() instanceof Term.Field field)) {
            return;
        }
        boolean unsafe = field.name().startsWith("ka.") || field.name().startsWith("jevt.");
        if (unsafe && NA_OPERATORS.contains(check.operator())) {
            sink.warn(
                    DiagnosticCode.LOAD_UNSAFE_NA_CHECK,
                    "comparing a field value with <NA> is unsafe and can lead to unpredictable"
                            + " behavior of the rule condition; 'exists' is meant",
                    check.place());
        }
    }
}
