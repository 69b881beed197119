// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The chart in this module's folder, rendered by Helm itself. */
final class Chart {
    static final Path FOLDER = Path.of("saker");
    static final String RELEASE = "sensor";
    static final String KUBERNETES = "1.31.0";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOOK = "helm.sh/hook";

    /** Under another name Helm takes hooks for ordinary objects. */
    private static final String NO_HOOK = "not-a.helm.sh/hook";

    /** Tests look at the same renderings, and each takes Helm a third of a second. */
    private static final Map<List<String>, List<KubernetesObject>> RENDERED =
            new ConcurrentHashMap<>();

    private static Path withoutHooks;

    private Chart() {}

    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    /** Hooks too. Each text is a file of values; later ones win. */
    static List<KubernetesObject> render(String... values) {
        return renderFor(KUBERNETES, values);
    }

    static List<KubernetesObject> renderFor(String kubernetes, String... values) {
        List<String> key = new ArrayList<>(List.of(values));
        key.add(kubernetes);
        return RENDERED.computeIfAbsent(key, missing -> run(kubernetes, values));
    }

    private static List<KubernetesObject> run(String kubernetes, String... values) {
        List<Path> files = new ArrayList<>();
        try {
            for (String text : values) {
                Path file = Files.createTempFile("saker-values", ".yaml");
                files.add(Files.writeString(file, text));
            }
            TemplateCommand command =
                    new Helm(withoutHooks())
                            .template()
                            .withName(RELEASE)
                            .withNamespace("security")
                            .withKubeVersion(kubernetes);
            files.forEach(command::withValuesFile);
            return objects(command.call().replace(NO_HOOK, HOOK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            files.forEach(file -> file.toFile().delete());
        }
    }

    static KubernetesObject only(List<KubernetesObject> objects, String kind, String name) {
        return objects.stream()
                .filter(object -> object.kind().equals(kind) && object.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    static JsonNode yaml(String text) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    static String resource(String name) {
        try {
            return Files.readString(Path.of("src/test/resources").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String chartFile(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<KubernetesObject> objects(String manifest) {
        return Stream.of(manifest.split("(?m)^---\n"))
                .map(text -> text.replaceAll("(?m)^# Source: .*\n", ""))
                .filter(text -> !text.isBlank())
                .map(KubernetesObject::of)
                .toList();
    }

    /**
     * helm-java's template command prints no hooks, so the rendered chart is a copy in which they
     * go by another name.
     */
    private static synchronized Path withoutHooks() throws IOException {
        if (withoutHooks == null) {
            Path copy = Files.createTempDirectory("saker-chart");
            copy.toFile().deleteOnExit();
            try (Stream<Path> files = Files.walk(FOLDER)) {
                for (Path file : files.toList()) {
                    copy(file, copy.resolve(FOLDER.relativize(file).toString()));
                }
            }
            withoutHooks = copy;
        }
        return withoutHooks;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.createDirectories(to);
        } else {
            Files.writeString(to, Files.readString(from).replace(HOOK, NO_HOOK));
        }
        to.toFile().deleteOnExit();
    }
}
