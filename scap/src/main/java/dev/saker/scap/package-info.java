// SPDX-License-Identifier: Apache-2.0

/**
 * The scap event format: what events exist, how their bytes lie, and how a parameter reads as text.
 * The kernel probe writes it, the collector decodes it, and the matcher names events by its codes.
 */
package dev.saker.scap;
