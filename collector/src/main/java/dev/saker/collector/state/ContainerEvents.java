// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/**
 * What Falco's container plugin says of containers: asynchronous events with a name and JSON. Such
 * events come once in a container's life.
 */
final class ContainerEvents {
    private static final int NAME = 1;
    private static final int DATA = 2;

    private final Containers containers;

    /** Null until a container is told of, as in most recordings: it takes a while to make. */
    private ObjectMapper json;

    ContainerEvents(Containers containers) {
        this.containers = containers;
    }

    void enter(HandlerTable table) {
        table.on(EventCodes.ASYNC, this::async);
        table.on(EventCodes.CONTAINER_JSON, event -> told(event, 0));
    }

    private void async(CurrentEvent event) {
        String name = text(event, NAME);
        if (!name.equals("container") && !name.equals("container_removed")) {
            return;
        }
        told(event, DATA);
        if (name.equals("container_removed") && event.container != null) {
            containers.forget(event.container);
        }
    }

    /** The event is about this container, and says what it is. */
    private void told(CurrentEvent event, int dataParam) {
        JsonNode container = parse(text(event, dataParam)).path("container");
        String id = container.path("id").asText();
        String fullId = container.path("full_id").asText(id);
        if (fullId.isEmpty()) {
            return;
        }
        event.container = containers.tell(fullId, ContainerJson.metadata(container));
        event.containerMetadata = event.container.metadata();
    }

    private static String text(CurrentEvent event, int param) {
        int length = event.loadText(param);
        return new String(event.scratch, 0, length, StandardCharsets.UTF_8);
    }

    /** What is no JSON says nothing. */
    private JsonNode parse(String data) {
        if (json == null) {
            json = new ObjectMapper();
        }
        try {
            return json.readTree(data);
        } catch (JsonProcessingException unreadable) {
            return json.createObjectNode();
        }
    }
}
