// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds objects against the API they are for. What Kubernetes itself defines is read by the classes
 * of its Java client, which are made from its OpenAPI document: they refuse unknown and missing
 * keys, and a value of another type comes out other than it went in. The Flink operator's and the
 * Prometheus Operator's kinds likewise by what those projects publish.
 */
final class ApiObjects {
    private static final Map<String, Class<?>> CLASSES =
            Map.of(
                    "v1/ConfigMap", V1ConfigMap.class,
                    "v1/Service", V1Service.class,
                    "v1/ServiceAccount", V1ServiceAccount.class,
                    "apps/v1/DaemonSet", V1DaemonSet.class,
                    "apps/v1/Deployment", V1Deployment.class,
                    "batch/v1/Job", V1Job.class,
                    "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class,
                    "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class,
                    "rbac.authorization.k8s.io/v1/Role", V1Role.class,
                    "rbac.authorization.k8s.io/v1/RoleBinding", V1RoleBinding.class);

    private static final ObjectMapper STRICT =
            JsonMapper.builder()
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private final FlinkDeploymentSchema flink = new FlinkDeploymentSchema();

    /** In words, what is wrong; empty when nothing is. */
    List<String> problems(KubernetesObject object) {
        String version = object.tree().path("apiVersion").asText() + "/" + object.kind();
        List<String> problems =
                switch (version) {
                    case "flink.apache.org/v1beta1/FlinkDeployment" ->
                            flink.problems(object.tree());
                    case "monitoring.coreos.com/v1/PodMonitor" -> podMonitor(object.tree());
                    default ->
                            CLASSES.containsKey(version)
                                    ? kubernetes(object.tree(), CLASSES.get(version))
                                    : List.of("no such kind: " + version);
                };
        return problems.stream().map(problem -> object.title() + ": " + problem).toList();
    }

    private static List<String> kubernetes(JsonNode tree, Class<?> type) {
        JsonElement given = JsonParser.parseString(tree.toString());
        try {
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, given);
            Object read = JSON.getGson().fromJson(given, type);
            return changed(tree, STRICT.readTree(JSON.getGson().toJson(read)));
        } catch (ReflectiveOperationException e) {
            return List.of(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (RuntimeException | IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> podMonitor(JsonNode tree) {
        try {
            PodMonitor read = STRICT.treeToValue(tree, PodMonitor.class);
            List<String> problems = changed(tree, STRICT.valueToTree(read));
            // Unknown keys are kept beside the known ones, so that only their absence tells.
            if (!read.getSpec().getAdditionalProperties().isEmpty()) {
                problems.add("unknown: " + read.getSpec().getAdditionalProperties().keySet());
            }
            read.getSpec()
                    .getPodMetricsEndpoints()
                    .forEach(
                            endpoint -> {
                                if (!endpoint.getAdditionalProperties().isEmpty()) {
                                    problems.add(
                                            "unknown: "
                                                    + endpoint.getAdditionalProperties().keySet());
                                }
                            });
            return problems;
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** What was given and did not come back as it was; classes may add defaults of their own. */
    static List<String> changed(JsonNode given, JsonNode back) {
        List<String> problems = new ArrayList<>();
        changed("", given, back, problems);
        return problems;
    }

    private static void changed(String path, JsonNode given, JsonNode back, List<String> problems) {
        if (given.isObject() && back.isObject()) {
            given.properties()
                    .forEach(
                            entry ->
                                    changed(
                                            path + "." + entry.getKey(),
                                            entry.getValue(),
                                            back.path(entry.getKey()),
                                            problems));
        } else if (given.isArray() && back.isArray() && given.size() == back.size()) {
            for (int index = 0; index < given.size(); index++) {
                changed(path + "[" + index + "]", given.get(index), back.get(index), problems);
            }
        } else if (!given.equals(back) && !sameAmount(path, given, back)) {
            problems.add(path + " is " + given + ", read as " + back);
        }
    }

    /** A quantity comes back in its shortest form. */
    private static boolean sameAmount(String path, JsonNode given, JsonNode back) {
        return path.contains("resources.") && Quantities.same(given.asText(), back.asText());
    }
}
