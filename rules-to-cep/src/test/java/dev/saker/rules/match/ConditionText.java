// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.check.Operand;
import dev.saker.scap.AddressText;
import dev.saker.scap.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Checked conditions as rules would write them. */
final class ConditionText
        implements Condition.Visitor<String>, Operand.Visitor<String>, Literal.Visitor<String> {

    static String of(Condition condition) {
        return condition.accept(new ConditionText());
    }

    @Override
    public String visitAnd(Condition.And condition) {
        return joined(condition.terms(), " and ");
    }

    @Override
    public String visitOr(Condition.Or condition) {
        return joined(condition.terms(), " or ");
    }

    private String joined(List<Condition> terms, String word) {
        return terms.stream()
                .map(term -> term.accept(this))
                .collect(Collectors.joining(word, "(", ")"));
    }

    @Override
    public String visitNot(Condition.Not condition) {
        return "not (" + condition.term().accept(this) + ")";
    }

    @Override
    public String visitExists(Condition.Exists condition) {
        return condition.left().accept(this) + " exists";
    }

    @Override
    public String visitCompare(Condition.Compare condition) {
        return condition.left().accept(this)
                + " "
                + condition.operator().symbol()
                + " "
                + condition.right().accept(this);
    }

    @Override
    public String visitCompareList(Condition.CompareList condition) {
        return condition.left().accept(this)
                + " "
                + condition.operator().symbol()
                + " "
                + list(condition.right());
    }

    @Override
    public String visitCompareEach(Condition.CompareEach condition) {
        return condition.left().accept(this)
                + " "
                + condition.operator().symbol()
                + " "
                + condition.modifier().name().toLowerCase(Locale.ROOT)
                + " "
                + list(condition.right());
    }

    private String list(List<Literal> literals) {
        return literals.stream()
                .map(literal -> literal.accept(this))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public String visitCompareOperands(Condition.CompareOperands condition) {
        String right = condition.right().accept(this);
        return condition.left().accept(this)
                + " "
                + condition.operator().symbol()
                + " "
                + (condition.right() instanceof Operand.Field ? "val(" + right + ")" : right);
    }

    @Override
    public String visitField(Operand.Field operand) {
        return operand.ref().name();
    }

    @Override
    public String visitTransform(Operand.Transform operand) {
        String option = operand.option();
        return operand.transformer().symbol()
                + operands(operand.arguments())
                + (option.isEmpty() ? "" : "[" + option + "]");
    }

    @Override
    public String visitConstant(Operand.Constant operand) {
        return quoted(operand.text().text());
    }

    @Override
    public String visitListOf(Operand.ListOf operand) {
        return operands(operand.items());
    }

    private String operands(List<Operand> operands) {
        return operands.stream()
                .map(operand -> operand.accept(this))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public String visitNumber(Literal.Number literal) {
        return Long.toString(literal.value());
    }

    @Override
    public String visitReal(Literal.Real literal) {
        return Long.toString((long) literal.value());
    }

    @Override
    public String visitBool(Literal.Bool literal) {
        return Boolean.toString(literal.value());
    }

    @Override
    public String visitText(Literal.Text literal) {
        return quoted(literal.bytes().text());
    }

    @Override
    public String visitIp(Literal.Ip literal) {
        return quoted(address(literal.address().array()));
    }

    @Override
    public String visitNet(Literal.Net literal) {
        return quoted(address(literal.address().array()) + "/" + literal.prefixBits());
    }

    @Override
    public String visitHost(Literal.Host literal) {
        return quoted(literal.name());
    }

    private static String address(byte[] address) {
        ByteSink sink = new ByteSink();
        AddressText.appendAddress(address, 0, address.length, sink);
        return new String(sink.array(), 0, sink.length(), StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
