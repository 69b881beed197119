// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

/** How the number in a parameter is printed. */
public enum ParamFormat {
    NA,
    DEC,
    HEX,
    PADDED_DEC,
    ID,
    DIR,
    OCT
}
