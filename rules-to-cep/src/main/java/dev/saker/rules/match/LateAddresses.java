// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.ByteString;
import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.event.Value;
import dev.saker.schemas.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an address is one of those of hosts that are looked up meanwhile: whoever asks first
 * waits for them.
 */
final class LateAddresses implements ValueTest {
    /**
     * So that all else is asked before: it may settle the matter, and somebody may have to wait.
     */
    static final int COST = 1 << 16;

    private final List<Literal> items;
    private volatile ByteSliceSet addresses;

    /**
     * @param items hosts and addresses
     */
    LateAddresses(List<Literal> items) {
        this.items = List.copyOf(items);
    }

    static boolean isAmong(List<Literal> literals) {
        return literals.stream().anyMatch(Literal.Host.class::isInstance);
    }

    static boolean isIn(Condition check) {
        return check instanceof Condition.CompareList list && isAmong(list.right());
    }

    @Override
    public boolean test(Value value) {
        ByteSliceSet known = addresses;
        if (known == null) {
            known = lookUp();
            addresses = known;
        }
        Slice bytes = value.bytes();
        return known.contains(bytes.array(), bytes.offset(), bytes.length());
    }

    private ByteSliceSet lookUp() {
        List<byte[]> found = new ArrayList<>();
        for (Literal item : items) {
            List<ByteString> addresses =
                    item instanceof Literal.Host host
                            ? host.addresses()
                            : List.of(((Literal.Ip) item).address());
            addresses.forEach(address -> found.add(address.array()));
        }
        return new ByteSliceSet(found);
    }
}
