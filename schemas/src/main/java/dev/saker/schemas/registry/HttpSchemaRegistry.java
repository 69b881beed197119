// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** A registry reached over Confluent's REST API. */
public final class HttpSchemaRegistry implements SchemaRegistry {
    // A producer gone mad must not turn every record into a call.
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);
    private static final int MAX_UNKNOWN = 1000;

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final RegistryConnection connection;
    private final RegistryCalls calls;
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknownUntil = new ConcurrentHashMap<>();

    public HttpSchemaRegistry(RegistryConnection connection) {
        this.connection = connection;
        this.calls = new RegistryCalls(connection);
    }

    /** Without authentication, with Java's own trust. */
    public HttpSchemaRegistry(URI url) {
        this(RegistryConnection.to(url));
    }

    @Override
    public int register(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        int id = askToRegister(subject, schema);
        ids.put(key, id);
        schemas.put(id, schema);
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Long until = unknownUntil.get(id);
        if (until != null && until - System.nanoTime() > 0) {
            throw new UnknownSchemaException(id, connection.url());
        }
        Schema schema = askById(id);
        schemas.put(id, schema);
        return schema;
    }

    /** Whether the registry would take the schema as the subject's next version. */
    public boolean isCompatible(String subject, Schema schema) {
        RegistryCalls.Answer answer =
                calls.post(
                        "/compatibility/subjects/" + encoded(subject) + "/versions/latest",
                        schemaBody(schema));
        if (answer.status() == NOT_FOUND) {
            return true; // no version yet that it could be incompatible with
        }
        return field(answer.expectOk("check a schema of " + subject), "is_compatible").asBoolean();
    }

    /**
     * What the registry asks of this subject's next versions. Register a first version before:
     * Apicurio knows no settings of a subject that does not exist.
     */
    public void setCompatibility(String subject, Compatibility compatibility) {
        JsonNode body =
                JsonNodeFactory.instance.objectNode().put("compatibility", compatibility.name());
        calls.put("/config/" + encoded(subject), body)
                .expectOk("set the compatibility of " + subject);
    }

    /** What the registry asks of this subject's next versions, or of all subjects alike. */
    public Optional<String> compatibility(String subject) {
        RegistryCalls.Answer answer =
                calls.get("/config/" + encoded(subject) + "?defaultToGlobal=true");
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        JsonNode body = answer.expectOk("read the compatibility of " + subject);
        return Optional.of(field(body, "compatibilityLevel").asText());
    }

    /** Whether this very schema is a version of the subject. Registers nothing. */
    public boolean holds(String subject, Schema schema) {
        RegistryCalls.Answer answer =
                calls.post("/subjects/" + encoded(subject), schemaBody(schema));
        if (answer.status() == NOT_FOUND) {
            return false;
        }
        answer.expectOk("look up " + schema.getFullName() + " under subject " + subject);
        return true;
    }

    private int askToRegister(String subject, Schema schema) {
        RegistryCalls.Answer answer =
                calls.post("/subjects/" + encoded(subject) + "/versions", schemaBody(schema));
        if (answer.status() == CONFLICT) {
            throw new RegistryException(
                    "%s refused schema %s under subject %s: it is incompatible with an earlier version: %s"
                            .formatted(
                                    connection.url(),
                                    schema.getFullName(),
                                    subject,
                                    answer.message()));
        }
        String what = "register " + schema.getFullName() + " under subject " + subject;
        return field(answer.expectOk(what), "id").asInt();
    }

    private Schema askById(int id) {
        RegistryCalls.Answer answer = calls.get("/schemas/ids/" + id);
        if (answer.status() == NOT_FOUND) {
            rememberUnknown(id);
            throw new UnknownSchemaException(id, connection.url());
        }
        String text = field(answer.expectOk("look up schema " + id), "schema").asText();
        try {
            return new Schema.Parser().parse(text);
        } catch (SchemaParseException e) {
            throw new RegistryException("schema " + id + " is not an Avro schema", e);
        }
    }

    private void rememberUnknown(int id) {
        if (unknownUntil.size() >= MAX_UNKNOWN) {
            unknownUntil.clear();
        }
        unknownUntil.put(id, System.nanoTime() + UNKNOWN_FOR.toNanos());
    }

    private JsonNode field(JsonNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null) {
            throw new RegistryException(
                    "%s answered without '%s': is it a schema registry? %s"
                            .formatted(connection.url(), name, body));
        }
        return value;
    }

    private static JsonNode schemaBody(Schema schema) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", schema.toString())
                .put("schemaType", "AVRO");
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private record SubjectSchema(String subject, Schema schema) {}
}
