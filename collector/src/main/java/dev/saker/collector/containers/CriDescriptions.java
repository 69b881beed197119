// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saker.collector.containers.cri.ContainerStatus;
import dev.saker.collector.containers.cri.ContainerStatusResponse;
import dev.saker.collector.containers.cri.Mount;
import dev.saker.collector.containers.cri.NamespaceMode;
import dev.saker.collector.containers.cri.NamespaceOption;
import dev.saker.collector.containers.cri.PodSandboxMetadata;
import dev.saker.collector.containers.cri.PodSandboxStatus;
import dev.saker.collector.containers.cri.PodSandboxStatusResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** From answers of Kubernetes' runtime interface to descriptions of containers. */
final class CriDescriptions {
    private static final Set<String> NAMED_TYPES = Set.of("containerd", "cri-o");
    private static final String OTHER_TYPE = "cri";

    private static final String SANDBOX_LABEL = "io.kubernetes.sandbox.id";
    private static final String POD = "io.kubernetes.pod.";

    /** Where runtimes note the image's name when its status holds an id in that place. */
    private static final List<String> IMAGE_NOTES =
            List.of(
                    "io.kubernetes.cri.image-name",
                    "io.kubernetes.cri-o.Image",
                    "io.kubernetes.cri-o.ImageName");

    private static final String CRIO_NETWORK = "io.kubernetes.cri-o.CNIResult";

    /** The verbose part of an answer: JSON of the runtime's own. */
    private static final String VERBOSE = "info";

    private static final int MAX_NETWORK = 4096;
    private static final String DIGEST = "sha256:";

    private final ObjectMapper json = new ObjectMapper();
    private final String type;
    private final int labelLength;

    CriDescriptions(String runtimeName, int labelLength) {
        this.type = NAMED_TYPES.contains(runtimeName) ? runtimeName : OTHER_TYPE;
        this.labelLength = labelLength;
    }

    ObjectNode container(
            ContainerStatusResponse answer, Optional<PodSandboxStatusResponse> podAnswer) {
        ContainerStatus status = answer.getStatus();
        JsonNode verbose = verbose(answer.getInfoMap());
        Description description =
                new Description(type, status.getId(), labelLength)
                        .text("name", status.getMetadata().getName())
                        .flag("privileged", isPrivileged(verbose));
        describeImage(description, status, verbose);
        status.getMountsList().forEach(mount -> describe(description, mount));
        describePod(description, status.getLabelsMap(), podAnswer);
        return description.json();
    }

    /** A pod's own container: all there is to say is what its pod is. */
    ObjectNode sandbox(PodSandboxStatusResponse answer) {
        PodSandboxStatus status = answer.getStatus();
        JsonNode verbose = verbose(answer.getInfoMap());
        String image = verbose.path("image").asText();
        Description description =
                new Description(type, status.getId(), labelLength)
                        .text("name", status.getMetadata().getName())
                        .text("image", image)
                        .image(ImageName.of(image))
                        .flag("is_pod_sandbox", true)
                        .flag("privileged", isPrivileged(verbose));
        describePod(description, status.getLabelsMap(), Optional.of(answer));
        return description.json();
    }

    private void describePod(
            Description description,
            Map<String, String> ownLabels,
            Optional<PodSandboxStatusResponse> answer) {
        PodSandboxStatusResponse pod =
                answer.orElseGet(PodSandboxStatusResponse::getDefaultInstance);
        PodSandboxStatus status = pod.getStatus();
        Map<String, String> labels = new TreeMap<>(ownLabels);
        if (answer.isPresent()) {
            PodSandboxMetadata metadata = status.getMetadata();
            labels.put(SANDBOX_LABEL, status.getId());
            labels.put(POD + "uid", metadata.getUid());
            labels.put(POD + "name", metadata.getName());
            labels.put(POD + "namespace", metadata.getNamespace());
        }
        NamespaceOption namespaces = status.getLinux().getNamespaces().getOptions();
        description
                .labels("labels", labels)
                .labels("pod_sandbox_labels", status.getLabelsMap())
                .text("pod_sandbox_id", status.getId())
                .text("ip", status.getNetwork().getIp())
                .text("cni_json", network(verbose(pod.getInfoMap())))
                .flag("host_network", namespaces.getNetwork() == NamespaceMode.NODE)
                .flag("host_pid", namespaces.getPid() == NamespaceMode.NODE)
                .flag("host_ipc", namespaces.getIpc() == NamespaceMode.NODE);
    }

    /** A reference to the image is {@code repository@digest}, or the digest alone. */
    private static void describeImage(
            Description description, ContainerStatus status, JsonNode verbose) {
        String named = status.getImage().getImage();
        String reference = status.getImageRef();
        int digest = reference.indexOf(DIGEST);
        boolean withRepository = digest > 0 && reference.charAt(digest - 1) == '@';
        String name = withRepository ? reference.substring(0, digest - 1) : named;
        String tag = withRepository ? ImageName.of(named).tag() : "";
        if (name.isEmpty() || name.startsWith("sha256")) {
            Optional<String> noted = notedImage(verbose);
            name = noted.orElse(name);
            tag = noted.isPresent() ? "" : tag;
        }
        // The name that a digest goes with has no tag; the one the pod asked for may.
        String whole = tag.isEmpty() || named.startsWith("sha256") ? name : name + ":" + tag;
        String id = ImageName.of(verbose.path("config").path("image").path("image").asText()).tag();
        description
                .text("image", whole)
                .image(ImageName.of(whole))
                .text("imageid", id.isEmpty() ? status.getImageId() : id)
                .text("imagedigest", digest == 0 || withRepository ? digestOf(reference) : "");
    }

    private static String digestOf(String reference) {
        return reference.substring(reference.indexOf(DIGEST));
    }

    private static Optional<String> notedImage(JsonNode verbose) {
        JsonNode notes = verbose.path("runtimeSpec").path("annotations");
        return IMAGE_NOTES.stream()
                .map(note -> notes.path(note).asText())
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** Runtimes say it in different places; the first that says anything counts. */
    private static boolean isPrivileged(JsonNode verbose) {
        JsonNode ofSpec = verbose.path("runtimeSpec").path("linux").path("security_context");
        JsonNode ofConfig = verbose.path("config").path("linux").path("security_context");
        for (JsonNode place : List.of(ofSpec, ofConfig, verbose)) {
            if (place.has("privileged")) {
                return place.path("privileged").asBoolean();
            }
        }
        return false;
    }

    private static void describe(Description description, Mount mount) {
        String propagation =
                switch (mount.getPropagation()) {
                    case PROPAGATION_PRIVATE -> "private";
                    case PROPAGATION_HOST_TO_CONTAINER -> "rslave";
                    case PROPAGATION_BIDIRECTIONAL -> "rshared";
                    case UNRECOGNIZED -> "unknown";
                };
        description.mount(
                mount.getHostPath(),
                mount.getContainerPath(),
                "",
                !mount.getReadonly(),
                propagation);
    }

    /** The pod's interfaces, as the network plugin made them. */
    private static String network(JsonNode verbose) {
        JsonNode interfaces = verbose.path("cniResult").path("Interfaces");
        if (interfaces.isMissingNode()) {
            interfaces = verbose.path("cniResult").path("interfaces");
        }
        String text =
                interfaces.isObject() || interfaces.isArray()
                        ? withoutInner(interfaces)
                        : verbose.path("runtimeSpec")
                                .path("annotations")
                                .path(CRIO_NETWORK)
                                .asText();
        return text.length() > MAX_NETWORK ? text.substring(0, MAX_NETWORK) : text;
    }

    private static String withoutInner(JsonNode interfaces) {
        if (interfaces instanceof ArrayNode list) {
            ArrayNode kept = list.arrayNode();
            list.forEach(
                    one -> {
                        if (!one.path("name").asText().matches("lo|veth")) {
                            kept.add(one);
                        }
                    });
            return kept.toString();
        }
        ObjectNode kept = interfaces.deepCopy();
        kept.remove(List.of("lo", "veth"));
        return kept.toString();
    }

    /** What is no JSON says nothing. */
    private JsonNode verbose(Map<String, String> info) {
        try {
            return json.readTree(info.getOrDefault(VERBOSE, "{}"));
        } catch (JsonProcessingException unreadable) {
            return json.createObjectNode();
        }
    }
}
