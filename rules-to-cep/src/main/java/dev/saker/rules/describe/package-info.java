// SPDX-License-Identifier: Apache-2.0
/** What rules files say, spelled out: the document that Falco's tools know as a description. */
package dev.saker.rules.describe;
