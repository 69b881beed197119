// SPDX-License-Identifier: Apache-2.0
/**
 * Events as rules see them: a value for every field, read off a record when it is asked for. One
 * file per class of fields; {@link dev.saker.rules.event.SyscallFields} lists them.
 */
package dev.saker.rules.event;
