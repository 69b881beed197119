// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import java.util.List;

/** The words of the language, in the order in which the parser tries them. */
final class Words {

    static final String EXISTS = "exists";
    static final String VAL = "val";

    /** Followed by numbers only. */
    static final List<String> ORDER_OPERATORS = List.of("<=", "<", ">=", ">");

    static final List<String> SYMBOL_OPERATORS = List.of("==", "=", "!=");

    /** Need a blank behind them. */
    static final List<String> WORD_OPERATORS =
            List.of(
                    "glob",
                    "iglob",
                    "contains",
                    "icontains",
                    "bcontains",
                    "startswith",
                    "bstartswith",
                    "endswith",
                    "regex");

    /** Need no blank: {@code in(a, b)}. */
    static final List<String> LIST_OPERATORS = List.of("intersects", "in", "pmatch");

    static final List<String> MODIFIERS = List.of("oneof", "anyof", "allof");

    static final List<String> TRANSFORMERS =
            List.of("tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt");

    private Words() {}

    static String allOperators() {
        return String.join(
                ", ",
                EXISTS,
                String.join(", ", ORDER_OPERATORS),
                String.join(", ", SYMBOL_OPERATORS),
                String.join(", ", WORD_OPERATORS),
                String.join(", ", LIST_OPERATORS));
    }
}
