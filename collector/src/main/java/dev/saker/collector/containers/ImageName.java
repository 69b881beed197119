// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

/**
 * The name of an image, apart.
 *
 * @param repository with the registry; empty if there is no name
 * @param tag empty if it has none
 */
record ImageName(String repository, String tag) {
    static ImageName of(String reference) {
        int digest = reference.indexOf('@');
        String name = digest < 0 ? reference : reference.substring(0, digest);
        int colon = name.lastIndexOf(':');
        // A colon before the last slash is that of the registry's port.
        if (colon <= name.lastIndexOf('/')) {
            return new ImageName(name, "");
        }
        return new ImageName(name.substring(0, colon), name.substring(colon + 1));
    }
}
