// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says a Sigma condition over selections: {@code and}, {@code or}, {@code not}, parentheses, names,
 * {@code 1 of x*}, {@code all of them}. Recursive descent; a condition is a line, not a program.
 */
final class SigmaCondition {

    private static final Pattern TOKEN = Pattern.compile("\\s*([()|]|[^\\s()|]+)");

    /** Parentheses are followed by calls. */
    private static final int MAX_DEPTH = 100;

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, String> selections;
    private final SigmaNode where;
    private int at;
    private int depth;

    private SigmaCondition(String text, Map<String, String> selections, SigmaNode where) {
        this.selections = selections;
        this.where = where;
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group(1));
        }
    }

    /**
     * @param selections the condition of each, by name
     */
    static String condition(String text, Map<String, String> selections, SigmaNode where)
            throws SigmaProblem {
        SigmaCondition condition = new SigmaCondition(text, selections, where);
        String all = condition.or();
        if (condition.at < condition.tokens.size()) {
            String token = condition.tokens.get(condition.at);
            throw new SigmaProblem(
                    token.equals("|")
                            ? "an aggregation behind | is of Sigma 1: write a correlation"
                            : "'" + token + "' is not expected in the condition",
                    where);
        }
        return all;
    }

    private String or() throws SigmaProblem {
        List<String> terms = new ArrayList<>(List.of(and()));
        while (takes("or")) {
            terms.add(and());
        }
        return SigmaText.joined("or", terms);
    }

    private String and() throws SigmaProblem {
        List<String> terms = new ArrayList<>(List.of(not()));
        while (takes("and")) {
            terms.add(not());
        }
        return SigmaText.joined("and", terms);
    }

    private String not() throws SigmaProblem {
        int negations = 0;
        while (takes("not")) {
            negations++;
        }
        String term = primary();
        return negations % 2 == 0 ? term : "not " + SigmaText.grouped(term);
    }

    private String primary() throws SigmaProblem {
        if (at == tokens.size()) {
            throw new SigmaProblem("the condition ends too early", where);
        }
        String token = tokens.get(at++);
        if (token.equals("(")) {
            if (++depth > MAX_DEPTH) {
                throw new SigmaProblem("more than " + MAX_DEPTH + " parentheses", where);
            }
            String inside = or();
            depth--;
            if (!takes(")")) {
                throw new SigmaProblem("a parenthesis is not closed", where);
            }
            return inside;
        }
        if (isWord("of", at) && token.matches("1|any|all|[0-9]+")) {
            at++;
            return quantified(token);
        }
        String selection = selections.get(token);
        if (selection == null) {
            throw new SigmaProblem("there is no selection '" + token + "'", where);
        }
        return selection;
    }

    private String quantified(String count) throws SigmaProblem {
        if (!count.matches("1|any|all")) {
            throw new SigmaProblem("'" + count + " of' is not 1 of, any of or all of", where);
        }
        String pattern = at < tokens.size() ? tokens.get(at++) : "";
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> selection : selections.entrySet()) {
            if (named(selection.getKey(), pattern)) {
                found.add(selection.getValue());
            }
        }
        if (found.isEmpty()) {
            throw new SigmaProblem("there is no selection like '" + pattern + "'", where);
        }
        return SigmaText.joined(count.equals("all") ? "and" : "or", found);
    }

    /** Names that begin with an underscore are not among "them". */
    private static boolean named(String name, String pattern) {
        if (pattern.equals("them")) {
            return !name.startsWith("_");
        }
        String[] parts = pattern.split("\\*", -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            regex.append(".*").append(Pattern.quote(parts[i]));
        }
        return name.matches(regex.toString());
    }

    private boolean takes(String word) {
        if (isWord(word, at)) {
            at++;
            return true;
        }
        return false;
    }

    private boolean isWord(String word, int index) {
        return index < tokens.size() && tokens.get(index).equalsIgnoreCase(word);
    }
}
