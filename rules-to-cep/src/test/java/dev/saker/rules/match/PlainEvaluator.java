// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.check.Operand;
import dev.saker.rules.check.Transformer;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Conditions by their definition, over plain objects: what matching is held to. It shares nothing
 * with the evaluation of records but the conditions' own form.
 */
final class PlainEvaluator {
    static final List<String> WORDS =
            List.of(
                    "openat", "connect", "host", "file", "ipv4", "tcp", "<NA>", "SUCCESS", "/root",
                    "f");

    private static final Set<String> SIDES = Set.of("fd.ip", "fd.port", "fd.net");
    private static final Set<String> ANCESTORS =
            Set.of("proc.aname", "proc.aexe", "proc.apid", "proc.acmdline");

    private PlainEvaluator() {}

    /** True, false, or null for unknown. */
    static Boolean evaluate(Condition condition, EventSample event) {
        if (condition instanceof Condition.And and) {
            return all(and.terms().stream().map(term -> evaluate(term, event)).toList());
        }
        if (condition instanceof Condition.Or or) {
            return any(or.terms().stream().map(term -> evaluate(term, event)).toList());
        }
        if (condition instanceof Condition.Not not) {
            return not(evaluate(not.term(), event));
        }
        if (condition instanceof Condition.Exists exists) {
            return exists(exists.left(), event);
        }
        if (condition instanceof Condition.Compare compare) {
            return check(
                    compare.left(),
                    compare.operator(),
                    event,
                    value -> holds(value, compare.operator(), compare.right(), compare.left()));
        }
        if (condition instanceof Condition.CompareList list) {
            return check(
                    list.left(),
                    list.operator(),
                    event,
                    value -> isIn(value, list.operator(), list.right(), list.left()));
        }
        if (condition instanceof Condition.CompareEach each) {
            return check(each.left(), each.operator(), event, value -> holdsForEach(value, each));
        }
        return compareOperands((Condition.CompareOperands) condition, event);
    }

    private static Boolean all(List<Boolean> terms) {
        return terms.contains(false) ? Boolean.FALSE : terms.contains(null) ? null : Boolean.TRUE;
    }

    private static Boolean any(List<Boolean> terms) {
        return terms.contains(true) ? Boolean.TRUE : terms.contains(null) ? null : Boolean.FALSE;
    }

    private static Boolean not(Boolean truth) {
        return truth == null ? null : Boolean.valueOf(!truth);
    }

    private static boolean isSides(Operand operand) {
        return operand instanceof Operand.Field field && SIDES.contains(field.ref().name());
    }

    private static boolean isAncestors(Operand operand) {
        return operand instanceof Operand.Field field && ANCESTORS.contains(field.ref().name());
    }

    private static Boolean exists(Operand left, EventSample event) {
        Object value = value(left, event);
        if (value == PlainFields.UNKNOWN) {
            return null;
        }
        if (isAncestors(left) && value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return value != PlainFields.NULL;
    }

    private static Boolean check(
            Operand left, Operator operator, EventSample event, Predicate<Object> test) {
        Object value = value(left, event);
        if (value == PlainFields.NULL) {
            return false;
        }
        if (value == PlainFields.UNKNOWN) {
            return null;
        }
        if (value instanceof List<?> list && (isSides(left) || isAncestors(left))) {
            List<Boolean> truths = new ArrayList<>();
            for (Object element : list) {
                truths.add(element == PlainFields.UNKNOWN ? null : (Boolean) test.test(element));
            }
            if (isSides(left) && operator == Operator.NE) {
                return list.isEmpty() ? Boolean.FALSE : all(truths);
            }
            return any(truths);
        }
        return test.test(value);
    }

    private static boolean holdsForEach(Object value, Condition.CompareEach each) {
        long holding =
                each.right().stream()
                        .filter(right -> holds(value, each.operator(), right, each.left()))
                        .count();
        boolean any = !each.right().isEmpty();
        Modifier modifier = each.modifier();
        return any
                && switch (modifier) {
                    case ONEOF -> holding == 1;
                    case ANYOF -> holding > 0;
                    case ALLOF -> holding == each.right().size();
                };
    }

    private static boolean isIn(
            Object value, Operator operator, List<Literal> right, Operand left) {
        if (operator == Operator.PMATCH) {
            return right.stream().anyMatch(prefix -> isPrefix(text(prefix), (String) value));
        }
        return right.stream().anyMatch(literal -> holds(value, Operator.EQ, literal, left));
    }

    private static boolean holds(Object value, Operator operator, Literal right, Operand left) {
        if (value instanceof String string) {
            return holds(string, operator, text(right));
        }
        if (value instanceof Boolean bool) {
            return ((Literal.Bool) right).value() == bool == (operator == Operator.EQ);
        }
        if (value instanceof Double real) {
            return ordered(Double.compare(real, ((Literal.Real) right).value()), operator);
        }
        if (value instanceof byte[] address) {
            boolean equal =
                    right instanceof Literal.Net net
                            ? isInNet(address, net)
                            : Arrays.equals(address, ((Literal.Ip) right).address().array());
            return equal == (operator == Operator.EQ);
        }
        boolean signed = left.type().signed();
        BigInteger one = number((Long) value, signed);
        BigInteger other = number(((Literal.Number) right).value(), signed);
        return ordered(one.compareTo(other), operator);
    }

    private static BigInteger number(long bits, boolean signed) {
        BigInteger number = BigInteger.valueOf(bits);
        return signed || bits >= 0 ? number : number.add(BigInteger.ONE.shiftLeft(64));
    }

    private static boolean ordered(int comparison, Operator operator) {
        return switch (operator) {
            case EQ -> comparison == 0;
            case NE -> comparison != 0;
            case LT -> comparison < 0;
            case LE -> comparison <= 0;
            case GT -> comparison > 0;
            case GE -> comparison >= 0;
            default -> throw new IllegalArgumentException(operator.symbol());
        };
    }

    private static boolean holds(String value, Operator operator, String right) {
        return switch (operator) {
            case EQ -> value.equals(right);
            case NE -> !value.equals(right);
            case CONTAINS -> value.contains(right);
            case ICONTAINS -> lower(value).contains(lower(right));
            case STARTSWITH -> value.startsWith(right);
            case ENDSWITH -> value.endsWith(right);
            case GLOB -> glob(right).matcher(value).matches();
            case IGLOB -> glob(lower(right)).matcher(lower(value)).matches();
            case REGEX -> Pattern.compile(right, Pattern.MULTILINE).matcher(value).matches();
            default -> throw new IllegalArgumentException(operator.symbol());
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** For the patterns of these tests: stars, question marks and plain brackets. */
    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        boolean bracket = false;
        for (char letter : pattern.toCharArray()) {
            bracket = letter == '[' || bracket && letter != ']';
            if (bracket || letter == ']') {
                regex.append(letter);
            } else if (letter == '*') {
                regex.append(".*");
            } else if (letter == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(letter)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static boolean isPrefix(String prefix, String path) {
        List<String> components = components(path);
        List<String> wanted = components(prefix);
        if (wanted.size() > components.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!glob(wanted.get(i)).matcher(components.get(i)).matches()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> components(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    private static boolean isInNet(byte[] address, Literal.Net net) {
        byte[] base = net.address().array();
        if (address.length != base.length) {
            return false;
        }
        int hostBits = base.length * 8 - net.prefixBits();
        return new BigInteger(1, address)
                .shiftRight(hostBits)
                .equals(new BigInteger(1, base).shiftRight(hostBits));
    }

    private static String text(Literal literal) {
        return ((Literal.Text) literal).bytes().text();
    }

    private static Boolean compareOperands(Condition.CompareOperands condition, EventSample event) {
        Object right = value(condition.right(), event);
        Object left = value(condition.left(), event);
        if (right == PlainFields.NULL || left == PlainFields.NULL) {
            return false;
        }
        if (right == PlainFields.UNKNOWN) {
            return null;
        }
        return check(
                condition.left(),
                condition.operator(),
                event,
                value -> holds((String) value, condition.operator(), (String) right));
    }

    private static Object value(Operand operand, EventSample event) {
        if (operand instanceof Operand.Field field) {
            return PlainFields.value(field.ref().name(), event);
        }
        Operand.Transform transform = (Operand.Transform) operand;
        Object argument = value(transform.arguments().get(0), event);
        if (!(argument instanceof String text)) {
            return argument;
        }
        Transformer transformer = transform.transformer();
        return switch (transformer) {
            case TOLOWER -> lower(text);
            case TOUPPER -> text.toUpperCase(Locale.ROOT);
            case BASENAME -> text.substring(text.lastIndexOf('/') + 1);
            case LEN -> (long) text.length();
            default -> throw new IllegalArgumentException(transformer.symbol());
        };
    }

    /** Whether a value leaves something open. */
    static boolean isUnknown(String field, EventSample event) {
        Object value = PlainFields.value(field, event);
        return value == PlainFields.UNKNOWN
                || value instanceof List<?> list && list.contains(PlainFields.UNKNOWN);
    }
}
