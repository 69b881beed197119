// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;

/**
 * Generated classes, one for each shape. They are hidden classes: when no rule set uses a shape any
 * more, its class can be unloaded.
 */
final class ShapeClasses {
    /** What all rule sets of this virtual machine share. */
    static final ShapeClasses SHARED = new ShapeClasses();

    private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class, Object[].class);
    private static final MethodType FACTORY =
            MethodType.methodType(CompiledCondition.class, Object[].class);

    private final Map<String, SoftReference<MethodHandle>> constructors = new HashMap<>();

    CompiledCondition instance(Shape shape) {
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
    int count() {
        synchronized (constructors) {
            return constructors.size();
        }
    }

    /** One thread at a time, so that no shape gets two classes. */
    private MethodHandle constructor(Shape shape) {
        String description = shape.description();
        synchronized (constructors) {
            SoftReference<MethodHandle> known = constructors.get(description);
            MethodHandle constructor = known == null ? null : known.get();
            if (constructor == null) {
                constructor = define(shape);
                constructors.values().removeIf(unloaded -> unloaded.get() == null);
                constructors.put(description, new SoftReference<>(constructor));
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
