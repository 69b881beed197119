// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.schemas.Slice;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One leaf or part in a generated class: its fields, and the call that tests it.
 *
 * @param holder the class of the element itself
 * @param method of {@link LeafTests}; empty if the element tests itself
 * @param constant descriptor of what it compares with; empty if nothing is passed
 */
record ShapeElement(int index, Class<?> holder, String method, String constant) {
    private static final String EVENT = Type.getDescriptor(EventRegisters.class);
    private static final String BYTES = "[B";
    private static final String NUMBER = "J";
    private static final String SLICE = Type.getDescriptor(Slice.class);
    private static final String SET = Type.getDescriptor(ByteSliceSet.class);

    static ShapeElement part(int index) {
        return new ShapeElement(index, Shape.Part.class, "", "");
    }

    static ShapeElement of(int index, Leaf.Form form) {
        return switch (form) {
            case EQUAL -> leaf(index, "equal", BYTES);
            case DIFFERENT -> leaf(index, "different", BYTES);
            case PREFIX -> leaf(index, "prefix", SLICE);
            case SUFFIX -> leaf(index, "suffix", SLICE);
            case PART -> leaf(index, "part", SLICE);
            case MEMBER -> leaf(index, "member", SET);
            case NUMBER_EQUAL -> leaf(index, "numberEqual", NUMBER);
            case NUMBER_DIFFERENT -> leaf(index, "numberDifferent", NUMBER);
            case BOOL -> leaf(index, "bool", NUMBER);
            case ANY_TEST, EXISTS, PAIR -> leaf(index, "any", "");
        };
    }

    private static ShapeElement leaf(int index, String method, String constant) {
        return new ShapeElement(index, Leaf.class, method, constant);
    }

    private String holderName() {
        return Type.getInternalName(holder);
    }

    private String holderType() {
        return Type.getDescriptor(holder);
    }

    void declare(ClassVisitor owner) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
        owner.visitField(access, "e" + index, holderType(), null, null).visitEnd();
        if (!constant.isEmpty()) {
            owner.visitField(access, "s" + index, "I", null, null).visitEnd();
            owner.visitField(access, "c" + index, constant, null, null).visitEnd();
        }
    }

    /** In the constructor: takes the element out of the array. */
    void initialize(MethodVisitor code, String owner) {
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitIntInsn(Opcodes.SIPUSH, index);
        code.visitInsn(Opcodes.AALOAD);
        code.visitTypeInsn(Opcodes.CHECKCAST, holderName());
        code.visitVarInsn(Opcodes.ASTORE, 2);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, "e" + index, holderType());
        if (!constant.isEmpty()) {
            initializeConstant(code, owner);
        }
    }

    private void initializeConstant(MethodVisitor code, String owner) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, holderName(), "slot", "()I", false);
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, "s" + index, "I");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        if (constant.equals(NUMBER)) {
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, holderName(), "number", "()J", false);
        } else {
            String getter = "()Ljava/lang/Object;";
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, holderName(), "constant", getter, false);
            String type = Type.getType(constant).getInternalName();
            code.visitTypeInsn(Opcodes.CHECKCAST, type);
        }
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, "c" + index, constant);
    }

    /** Leaves the outcome on the stack. */
    void test(MethodVisitor code, String owner, String tests) {
        if (method.isEmpty()) {
            load(code, owner, "e", holderType());
            code.visitVarInsn(Opcodes.ALOAD, 1);
            String descriptor = "(" + EVENT + ")I";
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, holderName(), "test", descriptor, false);
            return;
        }
        code.visitVarInsn(Opcodes.ALOAD, 1);
        if (!constant.isEmpty()) {
            load(code, owner, "s", "I");
            load(code, owner, "c", constant);
        }
        load(code, owner, "e", holderType());
        String arguments = EVENT + (constant.isEmpty() ? "" : "I" + constant) + holderType();
        String descriptor = "(" + arguments + ")I";
        code.visitMethodInsn(Opcodes.INVOKESTATIC, tests, method, descriptor, false);
    }

    private void load(MethodVisitor code, String owner, String prefix, String type) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, owner, prefix + index, type);
    }
}
