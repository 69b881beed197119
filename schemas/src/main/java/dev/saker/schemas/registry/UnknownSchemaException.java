// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

/**
 * The registry answered, and has no schema of this id: the record is undecodable, now and later.
 */
public final class UnknownSchemaException extends RegistryException {
    private final int id;

    public UnknownSchemaException(int id, String where) {
        super("no schema has id " + id + " in " + where);
        this.id = id;
    }

    public int id() {
        return id;
    }
}
