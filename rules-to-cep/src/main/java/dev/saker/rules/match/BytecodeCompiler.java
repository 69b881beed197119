// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns plans into bytecode. No method gets so long that the virtual machine would leave it to its
 * interpreter: what is too much for one is split off. Thread-safe.
 */
final class BytecodeCompiler {
    /** A leaf takes about 40 bytes; HotSpot compiles methods of up to 8,000. */
    private static final int MOST_ELEMENTS = 150;

    private final ShapeClasses classes;
    private final Map<Plan, CompiledCondition> shared = new IdentityHashMap<>();

    BytecodeCompiler() {
        this(ShapeClasses.SHARED);
    }

    /** With classes of its own. */
    BytecodeCompiler(ShapeClasses classes) {
        this.classes = classes;
    }

    synchronized CompiledCondition compile(Plan plan) {
        return generate(shapeOf(plan));
    }

    private CompiledCondition generate(Shape shape) {
        return classes.instance(shape);
    }

    private Shape shape(Plan plan) {
        boolean isPart = plan.sharedSlot() != Plan.NOT_SHARED && !(plan instanceof Leaf);
        return isPart ? sharedPart(plan) : shapeOf(plan);
    }

    private Shape sharedPart(Plan plan) {
        CompiledCondition code = shared.get(plan);
        if (code == null) {
            code = generate(shapeOf(plan));
            shared.put(plan, code);
        }
        return new Shape.Outsourced(new Shape.Part(plan.sharedSlot(), code));
    }

    private Shape shapeOf(Plan plan) {
        if (plan instanceof Leaf leaf) {
            return new Shape.Check(leaf);
        }
        if (plan instanceof Negation negation) {
            return new Shape.Not(shape(negation.term()));
        }
        if (plan instanceof Junction junction) {
            List<Shape> terms = new ArrayList<>();
            for (Plan term : junction.terms()) {
                terms.add(shape(term));
            }
            return bounded(junction.all(), terms);
        }
        throw new IllegalArgumentException("no code is made for a constant");
    }

    /** A group of at most the allowed size, by splitting off neighbours as often as it takes. */
    private Shape bounded(boolean all, List<Shape> terms) {
        List<Shape> rest = terms;
        Shape.Group group = Shape.Group.of(all, rest);
        while (group.size() > MOST_ELEMENTS) {
            rest = split(all, rest);
            group = Shape.Group.of(all, rest);
        }
        return group;
    }

    private List<Shape> split(boolean all, List<Shape> terms) {
        List<Shape> parts = new ArrayList<>();
        List<Shape> batch = new ArrayList<>();
        int size = 0;
        for (Shape term : terms) {
            if (size + term.size() > MOST_ELEMENTS) {
                parts.add(part(all, batch));
                batch = new ArrayList<>();
                size = 0;
            }
            batch.add(term);
            size += term.size();
        }
        parts.add(part(all, batch));
        return parts;
    }

    private Shape part(boolean all, List<Shape> terms) {
        CompiledCondition code = generate(Shape.Group.of(all, terms));
        return new Shape.Outsourced(new Shape.Part(Plan.NOT_SHARED, code));
    }
}
