// SPDX-License-Identifier: Apache-2.0
/** Third phase: names are looked up and types checked; what comes out can be evaluated. */
package dev.saker.rules.check;
