// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where scenarios are played: folders, containers, listeners, and the variables. */
final class Stage implements Step.Visitor<Void>, AutoCloseable {
    /** How many digits of a container's id alerts show. */
    private static final int SHORT_ID = 12;

    private final Path directory;
    private final Map<String, String> variables = new TreeMap<>();
    private final List<ServerSocket> listeners = new ArrayList<>();
    private Containers containers;
    private String container;

    /** Both folders are the scenarios' to fill; the first one is deleted in the end. */
    Stage(Path directory, Path temporary) {
        this.directory = directory;
        variables.put("dir", directory.toString());
        variables.put("tmp", temporary.toString());
    }

    String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return filled;
    }

    private List<String> fill(List<String> words) {
        return words.stream().map(this::fill).toList();
    }

    @Override
    public Void visitRun(Step.Run step) {
        Command.run(fill(step.command())).orThrow();
        return null;
    }

    @Override
    public Void visitCompile(Step.Compile step) {
        String program = directory.resolve(step.source().replace(".c", "")).toString();
        String source = Host.testResources().resolve("deeds").resolve(step.source()).toString();
        Command.run(List.of("gcc", "-Wall", "-Werror", "-O1", "-o", program, source)).orThrow();
        return null;
    }

    @Override
    public Void visitListen(Step.Listen step) {
        try {
            ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            listeners.add(listener);
            variables.put(step.variable(), Integer.toString(listener.getLocalPort()));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback address", e);
        }
    }

    @Override
    public Void visitStartContainer(Step.StartContainer step) {
        try {
            if (containers == null) {
                containers = Containers.in(directory.resolve("containers"));
            }
            container = containers.start(fill(step.command()));
            variables.put("container", container.substring(0, SHORT_ID));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set up containers", e);
        }
    }

    @Override
    public Void visitExecInContainer(Step.ExecInContainer step) {
        containers.exec(container, fill(step.command()));
        return null;
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket listener : listeners) {
            listener.close();
        }
        if (containers != null) {
            containers.close();
        }
        FileTree.delete(directory);
    }
}
