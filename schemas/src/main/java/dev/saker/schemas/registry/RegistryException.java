// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

/**
 * The registry refused, or could not be asked. The message says which, and of what it was asked.
 */
public class RegistryException extends RuntimeException {
    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
