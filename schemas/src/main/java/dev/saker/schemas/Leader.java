// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** Whose name, executable and path the group LEADERS tells. In the order of the record. */
public enum Leader {
    SESSION,
    PROCESS_GROUP,
    VIRTUAL_PROCESS_GROUP
}
