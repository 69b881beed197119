// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

/** How a catalogue is printed. */
enum ListForm {
    TEXT,
    MARKDOWN,
    JSON
}
