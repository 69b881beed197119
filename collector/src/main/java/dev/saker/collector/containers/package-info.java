// SPDX-License-Identifier: Apache-2.0
/**
 * What container runtimes tell of containers: asked over their sockets, aside, and put to the
 * host's state by the reading thread.
 */
package dev.saker.collector.containers;
