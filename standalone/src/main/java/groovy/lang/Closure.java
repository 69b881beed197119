// SPDX-License-Identifier: Apache-2.0
package groovy.lang;

/**
 * At every start picocli looks for the class of Groovy's closures, and where that is not there it
 * takes opening a hundred jars to know. This class is found at once, and no command is one.
 */
final class Closure {
    private Closure() {}
}
