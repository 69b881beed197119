// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class of a shape. Its constructor takes the elements apart into final fields; its only
 * method evaluates them by jumps. A group remembers in a local variable that a term was unknown,
 * and goes on, since a later term may settle it.
 */
final class ShapeWriter {
    private static final String SELF = "dev/saker/rules/match/CompiledShape";
    private static final String SUPER = Type.getInternalName(CompiledCondition.class);
    private static final String EVENT = Type.getDescriptor(EventRegisters.class);
    private static final String TESTS = Type.getInternalName(LeafTests.class);
    private static final int FIRST_LOCAL = 2;

    private final Shape shape;
    private final List<ShapeElement> elements = new ArrayList<>();
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    private MethodVisitor code;
    private int nextElement;

    ShapeWriter(Shape shape) {
        this.shape = shape;
        collect(shape);
    }

    private void collect(Shape part) {
        if (part instanceof Shape.Check check) {
            elements.add(ShapeElement.of(elements.size(), check.form()));
        } else if (part instanceof Shape.Outsourced) {
            elements.add(ShapeElement.part(elements.size()));
        } else if (part instanceof Shape.Not not) {
            collect(not.term());
        } else {
            ((Shape.Group) part).terms().forEach(this::collect);
        }
    }

    byte[] write() {
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        writer.visit(Opcodes.V17, access, SELF, null, SUPER, null);
        elements.forEach(element -> element.declare(writer));
        writeConstructor();
        writeTest();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void writeConstructor() {
        code = writer.visitMethod(0, "<init>", "([Ljava/lang/Object;)V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, SUPER, "<init>", "()V", false);
        elements.forEach(element -> element.initialize(code, SELF));
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void writeTest() {
        code = writer.visitMethod(0, "test", "(" + EVENT + ")I", null, null);
        code.visitCode();
        Label isTrue = new Label();
        Label isFalse = new Label();
        Label isUnknown = new Label();
        branch(shape, new Exits(isTrue, isFalse, isUnknown), FIRST_LOCAL);
        writeReturn(isTrue, Plan.TRUE);
        writeReturn(isFalse, Plan.FALSE);
        writeReturn(isUnknown, Plan.UNKNOWN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void writeReturn(Label label, int outcome) {
        code.visitLabel(label);
        code.visitInsn(Opcodes.ICONST_0 + outcome);
        code.visitInsn(Opcodes.IRETURN);
    }

    /** Where to go for each outcome. */
    private record Exits(Label isTrue, Label isFalse, Label isUnknown) {}

    /** Code that always leaves by one of the exits. Local variables from this one on are free. */
    private void branch(Shape part, Exits exits, int local) {
        if (part instanceof Shape.Not not) {
            branch(not.term(), new Exits(exits.isFalse, exits.isTrue, exits.isUnknown), local);
        } else if (part instanceof Shape.Group group) {
            branchGroup(group, exits, local);
        } else {
            elements.get(nextElement++).test(code, SELF, TESTS);
            code.visitVarInsn(Opcodes.ISTORE, local);
            code.visitVarInsn(Opcodes.ILOAD, local);
            code.visitJumpInsn(Opcodes.IFEQ, exits.isFalse);
            jumpIfUnknown(local, exits.isUnknown);
            code.visitJumpInsn(Opcodes.GOTO, exits.isTrue);
        }
    }

    private void branchGroup(Shape.Group group, Exits exits, int local) {
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ISTORE, local);
        for (Shape term : group.terms()) {
            Label next = new Label();
            Label unknown = new Label();
            Exits ofTerm =
                    group.all()
                            ? new Exits(next, exits.isFalse, unknown)
                            : new Exits(exits.isTrue, next, unknown);
            branch(term, ofTerm, local + 1);
            code.visitLabel(unknown);
            code.visitInsn(Opcodes.ICONST_2);
            code.visitVarInsn(Opcodes.ISTORE, local);
            code.visitLabel(next);
        }
        jumpIfUnknown(local, exits.isUnknown);
        code.visitJumpInsn(Opcodes.GOTO, group.all() ? exits.isTrue : exits.isFalse);
    }

    private void jumpIfUnknown(int local, Label unknown) {
        code.visitVarInsn(Opcodes.ILOAD, local);
        code.visitInsn(Opcodes.ICONST_2);
        code.visitJumpInsn(Opcodes.IF_ICMPEQ, unknown);
    }
}
