// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.EventView;
import dev.saker.scap.ByteSink;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which rules are possible for an event: those that neither its descriptor, nor its process, nor
 * the rest of it rules out. What the first two rule out is kept with them. One thread's own.
 */
final class PossibleRules {
    private static final int FEW_RULES = 6;

    /** So few operands are read rather than the rules evaluated that are still possible. */
    private static final int FEW_SLOTS = 2;

    private final RuleIndex index;
    private final EventRegisters registers;
    private final LeafOutcomes outcomes;
    private final FilterCache[] descriptors;
    private final FilterCache[] contexts;
    private final FilterCache[] events;
    private final DescriptorCache descriptorCache = new DescriptorCache();
    private final ContextCache contextCache;

    /** Operands of any type's context filter. */
    private final int[] contextSlots;

    /** By event type: the parts of a descriptor that its filter reads. */
    private final int[] descriptorParts;

    /** By event type: where a context keeps what is possible. */
    private final int[] typeNumbers;

    private final FilterUse descriptorUse;
    private final FilterUse contextUse;
    private final FilterUse eventUse;
    private final ByteSink key = new ByteSink();

    // By event type: bits for every rule, and memory for an answer.
    private final long[][] everyRule;
    private final long[][] rooms;

    PossibleRules(CompiledRules rules, EventRegisters registers) {
        this.index = rules.index();
        this.registers = registers;
        outcomes = index.outcomes();
        TypeFilters[] filters = rules.filters();
        descriptors = caches(Arrays.stream(filters).map(TypeFilters::descriptor));
        contexts = caches(Arrays.stream(filters).map(TypeFilters::context));
        events = caches(Arrays.stream(filters).map(TypeFilters::event));
        descriptorParts = Arrays.stream(filters).mapToInt(this::descriptorParts).toArray();
        typeNumbers = new int[filters.length];
        descriptorUse = new FilterUse(filters.length);
        contextUse = new FilterUse(filters.length);
        eventUse = new FilterUse(filters.length);
        everyRule = new long[filters.length][];
        rooms = new long[filters.length][];
        int numbered = 0;
        for (int type = 0; type < filters.length; type++) {
            everyRule[type] = RuleFilter.bits(rules.candidates(type).length);
            rooms[type] = new long[everyRule[type].length];
            if (contexts[type] != null) {
                typeNumbers[type] = numbered++;
            }
        }
        contextSlots =
                Arrays.stream(filters)
                        .filter(filter -> filter.context() != null)
                        .flatMapToInt(filter -> IntStream.of(filter.context().slots()))
                        .distinct()
                        .toArray();
        contextCache = new ContextCache(numbered, index.contextParts(contextSlots));
    }

    private int descriptorParts(TypeFilters filters) {
        return filters.descriptor() == null
                ? 0
                : Arrays.stream(filters.descriptor().slots())
                        .map(index::descriptorParts)
                        .reduce(0, (one, other) -> one | other);
    }

    private FilterCache[] caches(Stream<RuleFilter> filters) {
        return filters.map(filter -> filter == null ? null : new FilterCache(filter, outcomes))
                .toArray(FilterCache[]::new);
    }

    /**
     * The places of the possible rules among the candidates of the event's type, as bits, lent;
     * null if all are. The event is the one that the registers are at.
     */
    long[] possible(EventView event) {
        int type = event.type();
        long[] possible = byDescriptor(event, type);
        if (possible == FilterCache.NONE) {
            return possible;
        }
        possible = byContext(possible, event, type);
        if (possible == FilterCache.NONE || events[type] == null) {
            return possible;
        }
        boolean isCheap = events[type].filter().slots().length <= FEW_SLOTS;
        return isCheap || !isFew(possible) ? byEvent(possible, type) : possible;
    }

    private long[] byDescriptor(EventView event, int type) {
        if (descriptors[type] == null || !descriptorUse.isDue(type)) {
            return null;
        }
        long[] possible = ofDescriptor(event, type);
        descriptorUse.tell(type, !Arrays.equals(possible, everyRule[type]));
        return possible;
    }

    private long[] byContext(long[] possible, EventView event, int type) {
        boolean isDue = contexts[type] != null && contextUse.isDue(type);
        return isDue ? both(possible, ofContext(event, type), type, contextUse) : possible;
    }

    private long[] byEvent(long[] possible, int type) {
        boolean isDue = events[type] != null && eventUse.isDue(type);
        return isDue ? both(possible, ofEvent(type), type, eventUse) : possible;
    }

    /**
     * Whether evaluating what is left is cheaper than reading all that it could be kept away by.
     */
    private static boolean isFew(long[] possible) {
        if (possible == null) {
            return false;
        }
        int count = 0;
        for (long word : possible) {
            count += Long.bitCount(word);
        }
        return count <= FEW_RULES;
    }

    private long[] ofDescriptor(EventView event, int type) {
        key.clear();
        key.append((byte) type);
        key.append((byte) (type >>> Byte.SIZE));
        event.appendDescriptor(descriptorParts[type], key);
        int place = DescriptorCache.place(key);
        long[] possible = place < 0 ? null : descriptorCache.get(place, key);
        if (possible == null) {
            possible = find(descriptors[type], descriptors[type].filter().slots());
            if (place >= 0) {
                descriptorCache.put(place, key, possible);
            }
        }
        return possible;
    }

    private long[] ofContext(EventView event, int type) {
        ContextCache.Context context = contextCache.of(event);
        long[] possible = context.possible()[typeNumbers[type]];
        if (possible == null) {
            if (!context.load(outcomes)) {
                read(contextSlots);
                context.save(outcomes);
            }
            possible = contexts[type].possible(outcomes);
            context.possible()[typeNumbers[type]] = possible;
        }
        return possible;
    }

    private long[] ofEvent(int type) {
        return find(events[type], events[type].filter().slots());
    }

    private long[] find(FilterCache cache, int[] slots) {
        read(slots);
        return cache.possible(outcomes);
    }

    private void read(int[] slots) {
        outcomes.clear();
        for (int slot : slots) {
            index.operand(slot).find(registers.operand(slot), outcomes);
        }
    }

    /** What is possible by both; the first may be null, which is everything. */
    private long[] both(long[] one, long[] other, int type, FilterUse use) {
        long[] room = rooms[type];
        long any = 0;
        long lost = 0;
        for (int i = 0; i < room.length; i++) {
            long before = one == null ? everyRule[type][i] : one[i];
            long after = other == FilterCache.NONE ? 0 : before & other[i];
            room[i] = after;
            any |= after;
            lost |= before ^ after;
        }
        use.tell(type, lost != 0);
        return any == 0 ? FilterCache.NONE : room;
    }
}
