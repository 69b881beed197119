// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses what stands at either side of an operator.
 *
 * <pre>{@code
 * CallOrVal = Call | "val(" Field ")"
 * Call   = ( "tolower(" | "toupper(" | "b64(" | "basename(" | "len(" | "join(" | "concat("
 *        | "getopt(" ) Arg { "," Arg } ")" [ "[" ( Quoted | BareArgument ) "]" ]
 * Arg    = Number | Quoted | "(" [ Item { "," Item } ] ")" | Call | Field
 * Item   = Field | Call | Quoted | Number
 * BareArgument = characters but [ ] " ' and white space
 * BareString   = characters but ( ) " ' = , and white space
 * Number = 0x digits | [+-] digits [ "." digits ] [ e(+|-) digits ]
 * }</pre>
 */
final class TermParser {

    private static final List<String> KEYWORDS = List.of("and", "or", "not");

    private final Scanner scanner;
    private final Depth depth;

    TermParser(Scanner scanner, Depth depth) {
        this.scanner = scanner;
        this.depth = depth;
    }

    /** A field or a call; null if neither stands here. */
    Term left() throws SyntaxProblem {
        int from = scanner.at();
        if (scanner.fieldName()) {
            return field(from);
        }
        return call(from);
    }

    Right numberOrCall() throws SyntaxProblem {
        depth.enter();
        scanner.blanks();
        int from = scanner.at();
        Term.Call call = callOrVal();
        Right right;
        if (call != null) {
            right = new Right.Operand(call);
        } else if (scanner.number()) {
            right = new Right.Value(scanner.token(), scanner.place(from));
        } else {
            throw scanner.problem("expected a number value or a field with a valid transformer");
        }
        depth.leave();
        return right;
    }

    Right valueOrCall() throws SyntaxProblem {
        depth.enter();
        scanner.blanks();
        Term.Call call = callOrVal();
        Right right = call != null ? new Right.Operand(call) : value();
        depth.leave();
        return right;
    }

    Right listOrCall() throws SyntaxProblem {
        depth.enter();
        scanner.blanks();
        int from = scanner.at();
        Right right;
        if (scanner.symbol("(")) {
            right = values(from);
        } else {
            Term.Call call = callOrVal();
            right = call != null ? new Right.Operand(call) : word();
        }
        depth.leave();
        return right;
    }

    Right list() throws SyntaxProblem {
        depth.enter();
        scanner.blanks();
        int from = scanner.at();
        Right right = scanner.symbol("(") ? values(from) : word();
        depth.leave();
        return right;
    }

    /** Whether a modifier stands before a list, so that it is one. */
    boolean listFollows() {
        int from = scanner.at();
        if (scanner.symbol("(")) {
            scanner.moveTo(from);
            return true;
        }
        boolean word = scanner.identifier() && !startsWithKeyword(scanner.token());
        scanner.moveTo(from);
        return word;
    }

    /** An underscore ends a keyword here, though nowhere else. */
    private static boolean startsWithKeyword(String word) {
        return KEYWORDS.stream()
                .anyMatch(keyword -> word.equals(keyword) || word.startsWith(keyword + "_"));
    }

    private Right word() throws SyntaxProblem {
        int from = scanner.at();
        if (!scanner.identifier()) {
            throw scanner.problem("expected a list or an identifier");
        }
        return new Right.Value(scanner.token(), scanner.place(from));
    }

    private Right values(int from) throws SyntaxProblem {
        List<Right.Value> items = new ArrayList<>();
        scanner.blanks();
        if (scanner.symbol(")")) {
            return new Right.Values(items, scanner.place(from));
        }
        do {
            scanner.blanks();
            items.add(value());
            scanner.blanks();
        } while (scanner.symbol(","));
        if (!scanner.symbol(")")) {
            throw scanner.problem("expected a ')' token");
        }
        return new Right.Values(items, scanner.place(from));
    }

    private Right.Value value() throws SyntaxProblem {
        int from = scanner.at();
        if (scanner.quotedString() || scanner.bareString()) {
            return new Right.Value(scanner.token(), scanner.place(from));
        }
        throw scanner.problem("expected a string value");
    }

    private Term.Call callOrVal() throws SyntaxProblem {
        int from = scanner.at();
        if (!scanner.symbol(Words.VAL + "(")) {
            return call(from);
        }
        scanner.blanks();
        int fieldFrom = scanner.at();
        if (!scanner.fieldName()) {
            throw scanner.problem("expected a field within 'val' transformer");
        }
        Term field = field(fieldFrom);
        close("expected a ')' token closing the transformer");
        return optioned(Words.VAL, List.of(field), from);
    }

    private Term.Call call(int from) throws SyntaxProblem {
        for (String name : Words.TRANSFORMERS) {
            if (scanner.symbol(name + "(")) {
                return arguments(name, from);
            }
        }
        return null;
    }

    private Term.Call arguments(String name, int from) throws SyntaxProblem {
        depth.enter();
        List<Term> arguments = new ArrayList<>();
        do {
            scanner.blanks();
            arguments.add(argument());
            scanner.blanks();
        } while (scanner.symbol(","));
        close("expected a ')' token closing the transformer");
        depth.leave();
        return optioned(name, arguments, from);
    }

    private Term argument() throws SyntaxProblem {
        depth.enter();
        int from = scanner.at();
        Term argument = scanner.symbol("(") ? termList(from) : item();
        depth.leave();
        return argument;
    }

    private Term termList(int from) throws SyntaxProblem {
        List<Term> items = new ArrayList<>();
        scanner.blanks();
        if (scanner.symbol(")")) {
            return new Term.TermList(items, scanner.place(from));
        }
        do {
            scanner.blanks();
            items.add(item());
            scanner.blanks();
        } while (scanner.symbol(","));
        close("expected ')'");
        return new Term.TermList(items, scanner.place(from));
    }

    private Term item() throws SyntaxProblem {
        int from = scanner.at();
        if (scanner.quotedString() || scanner.number()) {
            return new Term.Constant(scanner.token(), scanner.place(from));
        }
        Term term = left();
        if (term == null) {
            throw scanner.problem(
                    "expected field transformer argument: "
                            + "field, transformer, quoted string, number, or transformer list");
        }
        return term;
    }

    private Term field(int from) throws SyntaxProblem {
        String name = scanner.token();
        boolean bracketed = scanner.symbol("[");
        String argument = bracketed ? bracket() : "";
        return new Term.Field(name, argument, bracketed, scanner.place(from));
    }

    private Term.Call optioned(String name, List<Term> arguments, int from) throws SyntaxProblem {
        boolean bracketed = scanner.symbol("[");
        String option = bracketed ? bracket() : "";
        return new Term.Call(name, arguments, option, bracketed, scanner.place(from));
    }

    /** No blanks inside. */
    private String bracket() throws SyntaxProblem {
        if (!scanner.quotedString() && !scanner.bareArgument()) {
            throw scanner.problem(
                    "expected a valid field argument: a quoted string or a bare string");
        }
        String argument = scanner.token();
        if (!scanner.symbol("]")) {
            throw scanner.problem("expected a ']' token");
        }
        return argument;
    }

    private void close(String message) throws SyntaxProblem {
        scanner.blanks();
        if (!scanner.symbol(")")) {
            throw scanner.problem(message);
        }
    }
}
