// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * What a container runtime tells of a container, in UTF-8. No event record carries it; sources that
 * are no records may. The arrays are not to be written to.
 *
 * @param mounts each {@code source:destination:mode:writable:propagation}, joined by commas
 * @param podName null if no label of the container names its pod
 * @param podNamespace null if no label of the container names it
 */
public record ContainerMetadata(
        byte[] fullId,
        byte[] name,
        byte[] type,
        boolean privileged,
        byte[] image,
        byte[] imageId,
        byte[] imageRepository,
        byte[] imageTag,
        byte[] imageDigest,
        byte[] mounts,
        byte[] podName,
        byte[] podNamespace) {}
