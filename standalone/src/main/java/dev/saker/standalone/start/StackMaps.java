// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Gives the classes of a jar the stack maps that Java asks for since version 7. Classes without
 * them, as those of a library that also runs on Java 5, are kept in no archive of classes and
 * checked the slow way at every start.
 *
 * <p>Arguments: jars, to be replaced. What they need must be on the class path.
 */
public final class StackMaps {
    private static final String CLASS = ".class";
    private static final String MODULE = "module-info.class";

    private StackMaps() {}

    public static void main(String[] arguments) throws IOException {
        for (String jar : arguments) {
            add(Path.of(jar));
        }
    }

    /** Replaces a jar by one whose classes all have stack maps. */
    static void add(Path jar) throws IOException {
        Path made = Files.createTempFile(jar.toAbsolutePath().getParent(), "stack-maps", ".tmp");
        try {
            write(jar, made);
            Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static void write(Path from, Path to) throws IOException {
        try (ZipFile jar = new ZipFile(from.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                byte[] bytes = jar.getInputStream(entry).readAllBytes();
                boolean isClass =
                        entry.getName().endsWith(CLASS) && !entry.getName().endsWith(MODULE);
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(isClass ? withStackMaps(bytes) : bytes);
                out.closeEntry();
            }
        }
    }

    /** A class of Java 7 or newer has them already. */
    private static byte[] withStackMaps(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        if (reader.readUnsignedShort(6) >= Opcodes.V1_7) {
            return bytes;
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        reader.accept(new Version7(writer), ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    private static final class Version7 extends ClassVisitor {
        Version7(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                String signature,
                String superName,
                String[] interfaces) {
            super.visit(Opcodes.V1_7, access, name, signature, superName, interfaces);
        }
    }
}
