// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands in for the images of docker-compose.yml that no registry can be asked for: the same
 * servers, put on our tools' image, which has Java, a shell and Kafka's jars.
 */
final class ComposedImages {
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    private final ContainerEngine engine;
    private final Path directory;

    private ComposedImages(ContainerEngine engine, Path directory) {
        this.engine = engine;
        this.directory = directory;
    }

    /** The variables that put them into docker-compose.yml. */
    static Map<String, String> build(ContainerEngine engine, Path directory) throws IOException {
        ComposedImages images = new ComposedImages(engine, directory);
        Map<String, String> variables = new TreeMap<>();
        variables.put("SAKER_KAFKA_IMAGE", images.build("kafka"));
        images.addRegistry();
        variables.put("SAKER_REGISTRY_IMAGE", images.build("registry"));
        images.addNginx();
        variables.put("SAKER_RECEIVER_IMAGE", images.build("receiver"));
        return variables;
    }

    private String build(String name) throws IOException {
        Path context = Files.createDirectories(directory.resolve(name));
        Path recipe = Host.testResources().resolve("images").resolve(name);
        try (Stream<Path> files = Files.list(recipe)) {
            for (Path file : files.toList()) {
                Files.copy(file, context.resolve(file.getFileName()));
            }
        }
        String image = "localhost/saker-it-" + name;
        engine.podman("build", "--quiet", "--isolation", "chroot", "-t", image, context.toString())
                .orThrow();
        return image;
    }

    private void addRegistry() throws IOException {
        Path context = Files.createDirectories(directory.resolve("registry"));
        Path unpacked = Host.root().resolve("it/target/apicurio");
        Command.run(List.of("cp", "-r", unpacked.toString(), context + "/apicurio")).orThrow();
    }

    private void addNginx() throws IOException {
        Path root = directory.resolve("receiver/root");
        copy(NGINX, root);
        Matcher libraries = LIBRARY.matcher(Command.run(List.of("ldd", NGINX.toString())).output());
        while (libraries.find()) {
            copy(Path.of(libraries.group(1)), root);
        }
        Files.createDirectories(root.resolve("var/log/nginx"));
        Files.createDirectories(root.resolve("var/lib/nginx"));
    }

    private static void copy(Path file, Path root) throws IOException {
        Path copy = root.resolve(file.toString().substring(1));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
    }
}
