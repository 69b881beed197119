// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.syntax.Term;
import java.util.ArrayList;
import java.util.List;

/** Looks fields up and types transformers. */
final class OperandChecker {

    private final FieldLookup lookup;
    private final String source;

    OperandChecker(FieldLookup lookup, String source) {
        this.lookup = lookup;
        this.source = source;
    }

    Operand check(Term term) throws CheckProblem {
        if (term instanceof Term.Field field) {
            return new Operand.Field(field(field));
        }
        if (term instanceof Term.Call call) {
            return call(call);
        }
        if (term instanceof Term.Constant constant) {
            return new Operand.Constant(ByteString.ofLiteral(constant.value()));
        }
        return list((Term.TermList) term);
    }

    private FieldRef field(Term.Field field) throws CheckProblem {
        FieldLookup.Found found =
                lookup.find(field.name(), field.argument(), field.bracketed(), source);
        if (found.ref().isEmpty()) {
            throw CheckProblem.unknownName(found.problem(), nearest(field.name()), field.place());
        }
        FieldRef ref = found.ref().get();
        if (ref.field().has(FieldFlag.PRINT_ONLY)) {
            throw CheckProblem.type("field " + ref.name() + " can only be printed", field.place());
        }
        return ref;
    }

    /** A hint at the field that a wrong name may have meant. */
    String nearest(String name) {
        return Nearest.help(name, lookup.names(source));
    }

    /** The operand on the right of an operator: {@code val} or a transformer. */
    Operand right(Term.Call call) throws CheckProblem {
        if (!call.name().equals("val")) {
            return call(call);
        }
        if (call.bracketed()) {
            throw CheckProblem.type(
                    "transformer 'val' takes no argument in brackets", call.place());
        }
        FieldRef ref = field((Term.Field) call.arguments().get(0));
        if (ref.field().has(FieldFlag.NO_RHS)) {
            throw CheckProblem.type(
                    "field '" + ref.name() + "' can't be used on the right-hand side",
                    call.place());
        }
        if (ref.field().list()) {
            throw CheckProblem.type(
                    "transformer 'val' does not take a list: " + ref.name(), call.place());
        }
        return new Operand.Field(ref);
    }

    private Operand.Transform call(Term.Call call) throws CheckProblem {
        Transformer transformer =
                Transformer.parse(call.name())
                        .orElseThrow(
                                () ->
                                        CheckProblem.type(
                                                "transformer '" + call.name() + "' not here",
                                                call.place()));
        if (call.bracketed() && transformer != Transformer.GETOPT) {
            throw CheckProblem.type(
                    "transformer '" + call.name() + "' takes no argument in brackets",
                    call.place());
        }
        List<Operand> arguments = new ArrayList<>();
        for (Term argument : call.arguments()) {
            arguments.add(argument(call, argument));
        }
        return TransformerTypes.type(transformer, arguments, call);
    }

    private Operand argument(Term.Call call, Term argument) throws CheckProblem {
        Operand operand = check(argument);
        if (operand instanceof Operand.Field field
                && field.ref().field().has(FieldFlag.NO_TRANSFORMER)) {
            throw CheckProblem.type(
                    "field '"
                            + field.ref().name()
                            + "' can't be used with transformer '"
                            + call.name()
                            + "'",
                    argument.place());
        }
        return operand;
    }

    private Operand list(Term.TermList list) throws CheckProblem {
        List<Operand> items = new ArrayList<>();
        for (Term term : list.items()) {
            Operand item = check(term);
            if (item.list()) {
                throw CheckProblem.type("a list cannot be an item of a list", term.place());
            }
            items.add(item);
        }
        return new Operand.ListOf(items);
    }
}
