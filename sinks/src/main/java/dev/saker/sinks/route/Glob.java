// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.route;

import java.util.regex.Pattern;

/** Names with wild cards: * stands for any text, ? for one character. */
public final class Glob {

    private Glob() {}

    public static boolean fits(String glob, String text) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
