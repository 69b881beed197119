// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.HostResolver;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.syntax.Operator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts addresses for the names of hosts that {@code fd.cip.name}, {@code fd.sip.name}, {@code
 * fd.lip.name} and {@code fd.rip.name} are compared with: those fields are never answered, but
 * whether an address is one of a host's is. Like Falco for {@code =}, {@code !=} and {@code in};
 * everything else is left as it is.
 */
public final class HostAddresses extends ConditionRewrite {
    private static final Set<String> FIELDS =
            Set.of("fd.cip.name", "fd.sip.name", "fd.lip.name", "fd.rip.name");
    private static final String SUFFIX = ".name";

    private final HostResolver hosts;

    private HostAddresses(HostResolver hosts) {
        this.hosts = hosts;
    }

    public static CheckedRule of(CheckedRule rule, HostResolver hosts) {
        return new HostAddresses(hosts).rule(rule);
    }

    /** The names whose addresses {@link #of} will ask for. */
    public static Set<String> names(CheckedRule rule) {
        Set<String> names = new LinkedHashSet<>();
        new HostAddresses(
                        name -> {
                            names.add(name);
                            return List.of();
                        })
                .rule(rule);
        return names;
    }

    /** What is no connection is neither at the host nor at another. */
    @Override
    public Condition visitCompare(Condition.Compare condition) {
        boolean equal = condition.operator() == Operator.EQ;
        if (!isHostName(condition.left()) || !equal && condition.operator() != Operator.NE) {
            return condition;
        }
        Operand address = address((Operand.Field) condition.left());
        Condition atHost = isAt(address, List.of(condition.right()));
        return equal
                ? atHost
                : new Condition.And(
                        List.of(new Condition.Exists(address), new Condition.Not(atHost)));
    }

    @Override
    public Condition visitCompareList(Condition.CompareList condition) {
        return isHostName(condition.left()) && condition.operator() == Operator.IN
                ? isAt(address((Operand.Field) condition.left()), condition.right())
                : condition;
    }

    private Condition isAt(Operand address, List<Literal> names) {
        List<Literal> addresses = new ArrayList<>();
        for (Literal name : names) {
            byte[] text = ((Literal.Text) name).bytes().array();
            Literal.Host host = new Literal.Host(new String(text, StandardCharsets.UTF_8), hosts);
            if (hosts.isLate()) {
                addresses.add(host);
            } else {
                host.addresses().stream().map(Literal.Ip::new).forEach(addresses::add);
            }
        }
        return new Condition.CompareList(address, Operator.IN, addresses);
    }

    private static boolean isHostName(Operand operand) {
        return operand instanceof Operand.Field field
                && FIELDS.contains(field.ref().field().name());
    }

    /** {@code fd.sip} of {@code fd.sip.name}. */
    private static Operand address(Operand.Field name) {
        String field = name.ref().field().name();
        return new FieldLookup(FieldCatalog.get())
                .find(field.substring(0, field.length() - SUFFIX.length()), "", false, "syscall")
                .ref()
                .map(Operand.Field::new)
                .orElseThrow();
    }
}
