// SPDX-License-Identifier: Apache-2.0
/** Second phase: exceptions, lists and macros are put into conditions. */
package dev.saker.rules.resolve;
