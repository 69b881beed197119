// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;

/**
 * The generated classes of this virtual machine, one for each shape. They are hidden classes: when
 * no rule set uses a shape any more, its class can be unloaded.
 */
final class ShapeClasses {
    private static final Map<String, SoftReference<MethodHandle>> CONSTRUCTORS = new HashMap<>();
    private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class, Object[].class);
    private static final MethodType FACTORY =
            MethodType.methodType(CompiledCondition.class, Object[].class);

    private ShapeClasses() {}

    static CompiledCondition instance(Shape shape) {
        Object[] elements = shape.elements();
        try {
            return (CompiledCondition) constructor(shape).invokeExact(elements);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("generated constructor failed", e);
        }
    }

    /** How many shapes there are classes for. */
    static int count() {
        synchronized (CONSTRUCTORS) {
            return CONSTRUCTORS.size();
        }
    }

    /** One thread at a time, so that no shape gets two classes. */
    private static MethodHandle constructor(Shape shape) {
        String description = shape.description();
        synchronized (CONSTRUCTORS) {
            SoftReference<MethodHandle> known = CONSTRUCTORS.get(description);
            MethodHandle constructor = known == null ? null : known.get();
            if (constructor == null) {
                constructor = define(shape);
                CONSTRUCTORS.values().removeIf(unloaded -> unloaded.get() == null);
                CONSTRUCTORS.put(description, new SoftReference<>(constructor));
            }
            return constructor;
        }
    }

    private static MethodHandle define(Shape shape) {
        byte[] code = new ShapeWriter(shape).write();
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(code, true);
            MethodHandle constructor = hidden.findConstructor(hidden.lookupClass(), CONSTRUCTOR);
            return constructor.asType(FACTORY);
        } catch (IllegalAccessException | NoSuchMethodException e) {
            throw new IllegalStateException("generated class cannot be used", e);
        }
    }
}
