// SPDX-License-Identifier: Apache-2.0
/** What a build prepares so that commands start quickly. */
package dev.saker.standalone.start;
