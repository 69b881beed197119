// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.HostResolver;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A value written in a rule, converted to the type of what it is compared with. Equal by hand: see
 * {@link dev.saker.rules.field.FieldRef}.
 */
public sealed interface Literal {

    <R> R accept(Visitor<R> visitor);

    /** Unsigned 64-bit numbers above 2^63 are negative here, as they are in a record. */
    record Number(long value) implements Literal {
        @Override
        public boolean equals(Object other) {
            return other instanceof Number number && value == number.value;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(value);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNumber(this);
        }
    }

    record Real(double value) implements Literal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitReal(this);
        }
    }

    record Bool(boolean value) implements Literal {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bool bool && value == bool.value;
        }

        @Override
        public int hashCode() {
            return Boolean.hashCode(value);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitBool(this);
        }
    }

    /**
     * Text, a path, a pattern or raw bytes: the field and the operator say which. For {@code
     * bcontains} and {@code bstartswith} the hex digits are decoded already.
     */
    record Text(ByteString bytes) implements Literal {
        public Text {
            Objects.requireNonNull(bytes, "bytes is null");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && bytes.equals(text.bytes);
        }

        @Override
        public int hashCode() {
            return bytes.hashCode();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitText(this);
        }
    }

    /** An address: 4 or 16 bytes, network order. */
    record Ip(ByteString address) implements Literal {
        public Ip {
            requireAddress(address);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ip ip && address.equals(ip.address);
        }

        @Override
        public int hashCode() {
            return address.hashCode();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitIp(this);
        }
    }

    /**
     * A network.
     *
     * @param address 4 or 16 bytes, host bits zero
     * @param prefixBits length of the network part
     */
    record Net(ByteString address, int prefixBits) implements Literal {
        public Net {
            requireAddress(address);
            if (prefixBits < 0 || prefixBits > address.length() * 8) {
                throw new IllegalArgumentException("prefixBits out of range: " + prefixBits);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Net net
                    && prefixBits == net.prefixBits
                    && address.equals(net.address);
        }

        @Override
        public int hashCode() {
            return 31 * address.hashCode() + prefixBits;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNet(this);
        }
    }

    /** A host by its name: whichever addresses it has, asked for when an event hangs on them. */
    record Host(String name, HostResolver hosts) implements Literal {
        public Host {
            Objects.requireNonNull(name, "name is null");
            Objects.requireNonNull(hosts, "hosts is null");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Host host && hosts == host.hosts && name.equals(host.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        /** As they are known now, which may take as long as looking them up takes. */
        public List<ByteString> addresses() {
            return hosts.addresses(name).stream()
                    .map(Addresses::parse)
                    .flatMap(Optional::stream)
                    .toList();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitHost(this);
        }
    }

    private static void requireAddress(ByteString address) {
        if (address.length() != 4 && address.length() != 16) {
            throw new IllegalArgumentException(
                    "address has neither 4 nor 16 bytes: " + address.length());
        }
    }

    /** One method per form. */
    interface Visitor<R> {
        R visitNumber(Number literal);

        R visitReal(Real literal);

        R visitBool(Bool literal);

        R visitText(Text literal);

        R visitIp(Ip literal);

        R visitNet(Net literal);

        R visitHost(Host literal);
    }
}
