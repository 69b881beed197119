// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Arrays of the small records, where a list per record is no concern. */
final class AvroLists {
    private AvroLists() {}

    static <T> void put(AvroOutput out, List<T> items, Consumer<T> putItem) {
        if (!items.isEmpty()) {
            int start = out.beginBlock(items.size());
            items.forEach(putItem);
            out.endBlock(start);
        } else {
            out.putLong(0);
        }
    }

    static <T> List<T> read(AvroInput in, Supplier<T> readItem) {
        List<T> items = new ArrayList<>();
        for (int count = in.readBlockCount(); count != 0; count = in.readBlockCount()) {
            for (int item = 0; item < count; item++) {
                items.add(readItem.get());
            }
        }
        return items;
    }
}
