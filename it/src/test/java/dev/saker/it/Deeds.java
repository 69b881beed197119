// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What is done in one recording, and the alerts it must raise: the file deeds.yaml.
 *
 * @param starts rules that the start of a privileged container breaks
 * @param elsewhere rules that are not tried, with the reason
 */
record Deeds(List<Deed> deeds, List<String> starts, Map<String, String> elsewhere) {
    static final String HOST = "host";

    /**
     * @param place the host, or the name of a container
     * @param alerts of Falco's rules
     * @param near rules that it nearly breaks
     * @param ours alerts of the rules we ship
     */
    record Deed(
            String name,
            String place,
            String script,
            List<String> alerts,
            List<String> near,
            List<String> ours) {
        /** In the command line of the shell that does it, and so among its children's ancestors. */
        String mark() {
            return "deed-" + place + "-" + name + ".sh";
        }

        @Override
        public String toString() {
            return place + ": " + name;
        }
    }

    static Deeds read(Path file) throws IOException {
        Load yaml = new Load(LoadSettings.builder().build());
        Map<?, ?> document = (Map<?, ?>) yaml.loadFromString(Files.readString(file));
        List<Deed> deeds = new ArrayList<>();
        for (Object item : (List<?>) document.get("deeds")) {
            Map<?, ?> written = (Map<?, ?>) item;
            for (String place : words(written, "on")) {
                deeds.add(
                        new Deed(
                                written.get("name").toString(),
                                place,
                                written.get("do").toString(),
                                words(written, "alerts"),
                                words(written, "near"),
                                words(written, "ours")));
            }
        }
        Map<String, String> elsewhere = new TreeMap<>();
        ((Map<?, ?>) document.get("elsewhere"))
                .forEach((rule, reason) -> elsewhere.put(rule.toString(), reason.toString()));
        return new Deeds(List.copyOf(deeds), words(document, "starts"), elsewhere);
    }

    private static List<String> words(Map<?, ?> item, String key) {
        List<?> list = item.get(key) == null ? List.of() : (List<?>) item.get(key);
        return list.stream().map(Object::toString).toList();
    }
}
