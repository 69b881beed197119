// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** What is told of the descriptors that a call waits for, each in turn. */
public enum ListedFd {
    NUMBER,
    NAME,
    CLIENT_IP,
    SERVER_IP,
    CLIENT_PORT,
    SERVER_PORT
}
