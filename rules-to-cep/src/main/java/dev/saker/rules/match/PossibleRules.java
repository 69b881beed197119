// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.EventView;
import dev.saker.rules.event.FieldDomain;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which rules are possible for an event: those that neither its kind, nor its descriptor, nor its
 * process, nor the rest of it rules out. What the first three rule out is kept with them. One
 * thread's own.
 */
final class PossibleRules {
    private static final int FEW_RULES = 6;
    private static final int[] NO_SLOTS = {};

    /** So few operands are read rather than the rules evaluated that are still possible. */
    private static final int FEW_SLOTS = 2;

    private final RuleIndex index;
    private final EventRegisters registers;
    private final LeafOutcomes outcomes;
    private final FilterCache[] kinds;
    private final FilterCache[] descriptors;
    private final FilterCache[] contexts;
    private final FilterCache[] events;
    private final KindCache[] kindCaches;
    private final NumberCache numberCache = new NumberCache();
    private final DescriptorCache descriptorCache = new DescriptorCache();
    private final ContextCache contextCache;

    /** By event type: operands of the filters of kind and descriptor that the kind decides. */
    private final int[][] kindSlots;

    /** Operands of any type's context filter. */
    private final int[] contextSlots;

    /** Those of them by which processes differ that are alike else. */
    private final int[] contextNumbers;

    /** By event type: where a context keeps what is possible. */
    private final int[] typeNumbers;

    private final FilterUse descriptorUse;
    private final FilterUse contextUse;
    private final FilterUse eventUse;
    private final ByteSink key = new ByteSink();
    private final Slice bytes = new Slice();

    // Of the event at hand, for types whose rules depend on it.
    private KindCache.Kind kind;
    private long kindKey;

    // By event type: bits for every rule, and memory for an answer.
    private final long[][] everyRule;
    private final long[][] rooms;

    PossibleRules(CompiledRules rules, EventRegisters registers) {
        this.index = rules.index();
        this.registers = registers;
        outcomes = index.outcomes();
        TypeFilters[] filters = rules.filters();
        kinds = caches(Arrays.stream(filters).map(TypeFilters::kind));
        descriptors = caches(Arrays.stream(filters).map(TypeFilters::descriptor));
        contexts = caches(Arrays.stream(filters).map(TypeFilters::context));
        events = caches(Arrays.stream(filters).map(TypeFilters::event));
        kindSlots = new int[filters.length][];
        kindCaches = new KindCache[filters.length];
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
            kindSlots[type] =
                    IntStream.concat(
                                    IntStream.of(slots(filters[type].kind(), FieldDomain.KIND)),
                                    IntStream.of(
                                            slots(filters[type].descriptor(), FieldDomain.KIND)))
                            .distinct()
                            .toArray();
            boolean isAsked = kinds[type] != null || descriptors[type] != null;
            kindCaches[type] = isAsked ? new KindCache() : null;
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
        contextNumbers = IntStream.of(contextSlots).filter(index::readsContextParts).toArray();
        contextCache = new ContextCache(numbered, this::appendContext);
    }

    /** The operands of a filter that are read from this part of the event. */
    private int[] slots(RuleFilter filter, FieldDomain domain) {
        return filter == null
                ? NO_SLOTS
                : Arrays.stream(filter.slots())
                        .filter(slot -> index.domain(slot) == domain)
                        .toArray();
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
        long[] possible = byKind(event, type);
        if (possible == FilterCache.NONE) {
            return possible;
        }
        possible = byDescriptor(possible, event, type);
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

    private long[] byKind(EventView event, int type) {
        if (kindCaches[type] == null) {
            return null;
        }
        long key = event.kind();
        KindCache.Kind known = key == EventView.NO_KIND ? null : kindCaches[type].get(key);
        if (known == null) {
            known = findKind(type);
            if (key != EventView.NO_KIND) {
                kindCaches[type].put(key, known);
            }
        }
        kind = known;
        kindKey = key;
        return known.possible();
    }

    private KindCache.Kind findKind(int type) {
        outcomes.clear();
        read(kindSlots[type]);
        int[] unusual = outcomes.codes();
        int[] names = NO_SLOTS;
        FilterCache filter = kinds[type];
        if (descriptors[type] != null) {
            names = OpenSlots.of(descriptors[type].filter(), index, outcomes);
            filter = names.length == 0 ? descriptors[type] : filter;
        }
        long[] possible = filter == null ? null : filter.possible(outcomes);
        int parts = 0;
        for (int slot : names) {
            parts |= index.descriptorParts(slot);
        }
        return new KindCache.Kind(possible, unusual, names, parts);
    }

    private long[] byDescriptor(long[] possible, EventView event, int type) {
        boolean isOpen = descriptors[type] != null && kind.names().length > 0;
        if (!isOpen || !descriptorUse.isDue(type)) {
            return possible;
        }
        long[] left = ofDescriptor(event, type);
        long[] before = possible == null ? everyRule[type] : possible;
        descriptorUse.tell(type, !Arrays.equals(left, before));
        return left;
    }

    /**
     * Never rests where the rest of the event is looked at too: that lies behind the context, which
     * a known one spares a walk through.
     */
    private long[] byContext(long[] possible, EventView event, int type) {
        boolean isDue = contexts[type] != null && (events[type] != null || contextUse.isDue(type));
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
        long number = event.descriptorNumber();
        if (number == 0 || kindKey == EventView.NO_KIND) {
            return ofDescriptorBytes(event, type);
        }
        long[] possible = numberCache.get(type, kindKey, number);
        if (possible == null) {
            possible = ofDescriptorBytes(event, type);
            numberCache.put(type, kindKey, number, possible);
        }
        return possible;
    }

    private long[] ofDescriptorBytes(EventView event, int type) {
        bytes.setAbsent();
        if (kindKey != EventView.NO_KIND) {
            event.descriptorBytes(kind.parts(), bytes);
        }
        long keyKind = kindKey;
        if (!bytes.present()) {
            keyKind = EventView.NO_KIND;
            key.clear();
            event.appendDescriptor(kind.parts(), key);
            bytes.set(key.array(), 0, key.length());
        }
        long[] possible = descriptorCache.get(type, keyKind, bytes);
        if (possible == null) {
            possible = findDescriptor(type);
            descriptorCache.keep(possible);
        }
        return possible;
    }

    private long[] findDescriptor(int type) {
        outcomes.load(kind.unusual(), kind.unusual().length);
        read(kind.names());
        return descriptors[type].possible(outcomes);
    }

    private long[] ofContext(EventView event, int type) {
        ContextCache.Context context = contextCache.of(event);
        long[] possible = context.possible()[typeNumbers[type]];
        if (possible == null) {
            if (!context.load(outcomes)) {
                outcomes.clear();
                read(contextSlots);
                context.save(outcomes);
            }
            possible = contexts[type].possible(outcomes);
            context.possible()[typeNumbers[type]] = possible;
        }
        return possible;
    }

    /**
     * What stands for a context: its bytes without what differs between processes that are alike
     * else, and what comes of that for the rules, which is nearly always the same.
     */
    private void appendContext(EventView event, ByteSink into) {
        event.appendContext(0, into);
        if (contextNumbers.length > 0) {
            outcomes.clear();
            read(contextNumbers);
            for (int i = 0; i < outcomes.count(); i++) {
                into.appendInt(outcomes.unusual(i));
            }
        }
    }

    private long[] ofEvent(int type) {
        outcomes.clear();
        read(events[type].filter().slots());
        return events[type].possible(outcomes);
    }

    /** Adds what comes out for these operands. */
    private void read(int[] slots) {
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
