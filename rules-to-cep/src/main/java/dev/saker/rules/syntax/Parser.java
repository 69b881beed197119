// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import dev.saker.rules.diagnostic.LocatedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses a condition, by descent, without going back over "and" and "or".
 *
 * <pre>{@code
 * Expr   = Or
 * Or     = And { "or"  ( BLANK And | "(" Expr ")" ) }
 * And    = Not { "and" ( BLANK Not | "(" Expr ")" ) }
 * Not    = { "not" BLANK+ } ( "not(" Expr ")" | Check )
 * Check  = "(" Expr ")" | Field Cond | Call Cond | Identifier             (* a macro *)
 * Cond   = "exists"
 *        | NumOp ( Number | CallOrVal )
 *        | StrOp Modifier ( List | Identifier )
 *        | StrOp ( Value | CallOrVal )
 *        | ListOp ( List | CallOrVal | Identifier )
 * NumOp  = "<=" | "<" | ">=" | ">"
 * StrOp  = "==" | "=" | "!=" | ( "glob" | "iglob" | "contains" | "icontains" | "bcontains"
 *        | "startswith" | "bstartswith" | "endswith" | "regex" ) BLANK
 * Modifier = ( "oneof" | "anyof" | "allof" ) BLANK
 * ListOp = "intersects" | "in" | "pmatch"
 * List   = "(" [ Value { "," Value } ] ")"
 * Value  = Quoted | BareString
 * Field  = Identifier "." Identifier { "." Identifier } [ "[" ( Quoted | BareArgument ) "]" ]
 * }</pre>
 *
 * {@link TermParser} has the rest: calls and their arguments.
 *
 * <p>Words are not reserved. Two oddities are Falco's and kept: after {@code or(} no "and" can
 * follow the closing parenthesis, and a modifier counts only before a list or a word that is not
 * and, or, not; otherwise it is the value.
 */
public final class Parser {

    /** Falco's, for rules. It counts productions, so some two hundred parentheses reach it. */
    static final int MAX_DEPTH = 1000;

    private final Scanner scanner;
    private final Depth depth;
    private final TermParser terms;

    private Parser(LocatedText text) {
        this.scanner = new Scanner(text);
        this.depth = new Depth(scanner, MAX_DEPTH);
        this.terms = new TermParser(scanner, depth);
    }

    public static Expression parse(LocatedText text) throws SyntaxProblem {
        return new Parser(text).whole();
    }

    /** The transformer that begins here, whatever follows it; its place says where it ends. */
    public static Optional<Term.Call> parseCallAt(LocatedText text, int from) {
        try {
            Parser parser = new Parser(text);
            parser.scanner.moveTo(from);
            return parser.terms.left() instanceof Term.Call call
                    ? Optional.of(call)
                    : Optional.empty();
        } catch (SyntaxProblem e) {
            return Optional.empty();
        }
    }

    /** A transformer expression that is the whole text, as an exception's field can be. */
    public static Term parseTerm(LocatedText text) throws SyntaxProblem {
        Parser parser = new Parser(text);
        Term term = parser.terms.left();
        if (term == null || !parser.scanner.atEnd()) {
            throw parser.scanner.problem("expected a field or a transformer");
        }
        return term;
    }

    /**
     * A check, or the name of a macro, whatever follows it.
     *
     * @param end where it ends
     * @param afterwards what is to be said if nothing can be made of what follows
     */
    record Checked(Expression check, int end, SyntaxProblem afterwards) {}

    /** For {@link Recovery}: the check that begins here, and no parenthesis. */
    static Checked parseCheckAt(LocatedText text, int from) throws SyntaxProblem {
        Parser parser = new Parser(text);
        parser.scanner.moveTo(from);
        Expression check = parser.check();
        return new Checked(check, parser.scanner.at(), parser.unexpected());
    }

    private SyntaxProblem unexpected() {
        int end = scanner.at();
        scanner.blanks();
        SyntaxProblem problem =
                scanner.problem(
                        "unexpected token after '" + scanner.token() + "', expecting 'or', 'and'");
        scanner.moveTo(end);
        return problem;
    }

    private Expression whole() throws SyntaxProblem {
        if (scanner.atEnd()) {
            throw scanner.problem("filter input string is empty");
        }
        Expression expression = or();
        if (!scanner.atEnd()) {
            throw unexpected();
        }
        return expression;
    }

    private Expression or() throws SyntaxProblem {
        depth.enter();
        scanner.blanks();
        int from = scanner.at();
        List<Expression> terms = new ArrayList<>();
        terms.add(and());
        int to = scanner.at();
        scanner.blanks();
        while (scanner.symbol("or")) {
            terms.add(scanner.blanks() ? and() : glued("or"));
            to = scanner.at();
            scanner.blanks();
        }
        depth.leave();
        return terms.size() == 1 ? terms.get(0) : new Expression.Or(terms, place(from, to));
    }

    private Expression and() throws SyntaxProblem {
        depth.enter();
        scanner.blanks();
        int from = scanner.at();
        List<Expression> terms = new ArrayList<>();
        terms.add(not());
        int to = scanner.at();
        scanner.blanks();
        while (scanner.symbol("and")) {
            terms.add(scanner.blanks() ? not() : glued("and"));
            to = scanner.at();
            scanner.blanks();
        }
        depth.leave();
        return terms.size() == 1 ? terms.get(0) : new Expression.And(terms, place(from, to));
    }

    private Expression glued(String word) throws SyntaxProblem {
        if (!scanner.symbol("(")) {
            throw scanner.problem("expected blank or '(' after '" + word + "'");
        }
        return embedded();
    }

    private Expression not() throws SyntaxProblem {
        depth.enter();
        scanner.blanks();
        int from = scanner.at();
        boolean negated = false;
        while (scanner.wordAndBlank("not")) {
            scanner.blanks();
            negated = !negated;
        }
        Expression term;
        if (scanner.symbol("not(")) {
            negated = !negated;
            term = embedded();
        } else {
            term = check();
        }
        depth.leave();
        return negated ? new Expression.Not(term, scanner.place(from)) : term;
    }

    /** What follows an opening parenthesis. */
    private Expression embedded() throws SyntaxProblem {
        depth.enter();
        Expression expression = or();
        scanner.blanks();
        if (!scanner.symbol(")")) {
            throw scanner.problem("expected a ')' token");
        }
        depth.leave();
        return expression;
    }

    private Expression check() throws SyntaxProblem {
        depth.enter();
        scanner.blanks();
        int from = scanner.at();
        Expression check = checkAt(from);
        depth.leave();
        return check;
    }

    private Expression checkAt(int from) throws SyntaxProblem {
        if (scanner.symbol("(")) {
            return embedded();
        }
        Term left = terms.left();
        if (left != null) {
            return condition(left, from);
        }
        if (scanner.identifier()) {
            return new Expression.MacroName(scanner.token(), scanner.place(from));
        }
        throw scanner.problem("expected a '(' token, a field check, or an identifier");
    }

    private Expression condition(Term left, int from) throws SyntaxProblem {
        depth.enter();
        scanner.blanks();
        Expression condition;
        if (scanner.symbol(Words.EXISTS)) {
            condition = new Expression.Exists(left, scanner.place(from));
        } else {
            condition = binary(left, from);
        }
        depth.leave();
        return condition;
    }

    private Expression binary(Term left, int from) throws SyntaxProblem {
        if (symbolOf(Words.ORDER_OPERATORS)) {
            return check(left, scanner.token(), "", terms.numberOrCall(), from);
        }
        if (symbolOf(Words.SYMBOL_OPERATORS)) {
            String operator = scanner.token();
            return text(left, operator, scanner.blanks(), from);
        }
        if (wordOf(Words.WORD_OPERATORS)) {
            String operator = scanner.token();
            scanner.blanks();
            return text(left, operator, true, from);
        }
        if (symbolOf(Words.LIST_OPERATORS)) {
            return check(left, scanner.token(), "", terms.listOrCall(), from);
        }
        throw scanner.problem("expected a valid check operator: one of " + Words.allOperators());
    }

    /** A modifier needs a blank before it, which only a symbol can lack. */
    private Expression text(Term left, String operator, boolean blank, int from)
            throws SyntaxProblem {
        int start = scanner.at();
        if (blank && wordOf(Words.MODIFIERS)) {
            String modifier = scanner.token();
            scanner.blanks();
            if (terms.listFollows()) {
                return check(left, operator, modifier, terms.list(), from);
            }
        }
        scanner.moveTo(start);
        return check(left, operator, "", terms.valueOrCall(), from);
    }

    private Expression check(Term left, String operator, String modifier, Right right, int from) {
        String symbol = operator.equals("==") ? "=" : operator;
        return new Expression.Check(left, symbol, modifier, right, scanner.place(from));
    }

    private boolean symbolOf(List<String> symbols) {
        for (String symbol : symbols) {
            if (scanner.symbol(symbol)) {
                return true;
            }
        }
        return false;
    }

    private boolean wordOf(List<String> words) {
        for (String word : words) {
            if (scanner.wordAndBlank(word)) {
                return true;
            }
        }
        return false;
    }

    private Place place(int from, int to) {
        return new Place(scanner.place(from).text(), from, to);
    }
}
