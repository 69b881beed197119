// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldType;
import dev.saker.rules.syntax.Term;
import java.util.List;

/** Checks the arguments of transformers and says what comes out. */
final class TransformerTypes {

    private TransformerTypes() {}

    static Operand.Transform type(Transformer transformer, List<Operand> arguments, Term.Call call)
            throws CheckProblem {
        return switch (transformer) {
            case TOLOWER, TOUPPER, BASENAME -> text(transformer, arguments, call);
            case B64 -> b64(arguments, call);
            case LEN -> len(arguments, call);
            case JOIN -> join(arguments, call);
            case CONCAT -> concat(arguments, call);
            case GETOPT -> getopt(arguments, call);
        };
    }

    private static Operand.Transform text(
            Transformer transformer, List<Operand> arguments, Term.Call call) throws CheckProblem {
        Operand only = only(arguments, call);
        require(isText(only), "text", call);
        return new Operand.Transform(transformer, arguments, "", only.type(), only.list());
    }

    private static Operand.Transform b64(List<Operand> arguments, Term.Call call)
            throws CheckProblem {
        Operand only = only(arguments, call);
        require(isText(only) || isBytes(only), "text or bytes", call);
        return new Operand.Transform(Transformer.B64, arguments, "", only.type(), only.list());
    }

    private static Operand.Transform len(List<Operand> arguments, Term.Call call)
            throws CheckProblem {
        Operand only = only(arguments, call);
        require(only.list() || isText(only) || isBytes(only), "text, bytes or a list", call);
        return new Operand.Transform(Transformer.LEN, arguments, "", FieldType.UINT64, false);
    }

    private static Operand.Transform join(List<Operand> arguments, Term.Call call)
            throws CheckProblem {
        require(arguments.size() == 2, "a separator and a list", call);
        require(isText(arguments.get(0)) && !arguments.get(0).list(), "a text first", call);
        require(arguments.get(1).list(), "a list second", call);
        return new Operand.Transform(Transformer.JOIN, arguments, "", FieldType.TEXT, false);
    }

    private static Operand.Transform concat(List<Operand> arguments, Term.Call call)
            throws CheckProblem {
        require(arguments.size() >= 2, "two texts or more", call);
        for (Operand argument : arguments) {
            require(isText(argument) && !argument.list(), "texts", call);
        }
        return new Operand.Transform(Transformer.CONCAT, arguments, "", FieldType.TEXT, false);
    }

    private static Operand.Transform getopt(List<Operand> arguments, Term.Call call)
            throws CheckProblem {
        require(arguments.size() == 2, "a list of arguments and a text of options", call);
        require(isText(arguments.get(0)) && arguments.get(0).list(), "a list of texts first", call);
        require(isText(arguments.get(1)) && !arguments.get(1).list(), "a text second", call);
        boolean one = call.bracketed();
        require(!one || call.option().length() == 1, "one letter in brackets", call);
        return new Operand.Transform(
                Transformer.GETOPT, arguments, call.option(), FieldType.TEXT, !one);
    }

    private static Operand only(List<Operand> arguments, Term.Call call) throws CheckProblem {
        require(arguments.size() == 1, "one argument", call);
        return arguments.get(0);
    }

    private static boolean isText(Operand operand) {
        return operand.type().kind() == FieldType.Kind.TEXT;
    }

    private static boolean isBytes(Operand operand) {
        return operand.type().kind() == FieldType.Kind.BYTES;
    }

    private static void require(boolean holds, String wanted, Term.Call call) throws CheckProblem {
        if (!holds) {
            throw CheckProblem.type(
                    "transformer '" + call.name() + "' takes " + wanted, call.place());
        }
    }
}
