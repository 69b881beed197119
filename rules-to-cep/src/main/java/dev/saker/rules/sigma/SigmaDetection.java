// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says a Sigma rule's detection as a condition on the events of its category. */
final class SigmaDetection {

    private SigmaDetection() {}

    /** All of the detections must hold: the rule's, and those of filters. */
    static String condition(
            SigmaCategory category, List<SigmaNode> detections, SigmaPlaceholders placeholders)
            throws SigmaProblem {
        List<String> forms = new ArrayList<>();
        for (SigmaCategory.Form form : category.forms()) {
            SigmaScope scope = new SigmaScope(category.fields(form), placeholders);
            List<String> terms = new ArrayList<>(List.of(form.prefix()));
            for (SigmaNode detection : detections) {
                terms.add(SigmaText.grouped(logic(detection, scope)));
            }
            forms.add("(" + String.join(" and ", terms) + ")");
        }
        return forms.size() == 1
                ? forms.get(0).substring(1, forms.get(0).length() - 1)
                : String.join(" or ", forms);
    }

    private static String logic(SigmaNode detection, SigmaScope scope) throws SigmaProblem {
        Map<String, String> selections = new LinkedHashMap<>();
        for (Map.Entry<String, SigmaNode> entry : detection.entries().entrySet()) {
            if (entry.getKey().equals("timeframe")) {
                throw new SigmaProblem(
                        "a timeframe is of Sigma 1: write a correlation", entry.getValue());
            }
            if (!entry.getKey().equals("condition")) {
                selections.put(entry.getKey(), selection(entry.getValue(), scope));
            }
        }
        List<String> conditions = new ArrayList<>();
        SigmaNode condition = detection.need("condition");
        for (SigmaNode one : condition.items()) {
            conditions.add(SigmaCondition.condition(one.text(), selections, one));
        }
        return SigmaText.joined("or", conditions);
    }

    /** A map is all of its fields, a list of maps any of them. */
    private static String selection(SigmaNode selection, SigmaScope scope) throws SigmaProblem {
        if (selection.isMap()) {
            List<String> terms = new ArrayList<>();
            for (Map.Entry<String, SigmaNode> entry : selection.entries().entrySet()) {
                terms.add(SigmaComparison.condition(entry.getKey(), entry.getValue(), scope));
            }
            if (terms.isEmpty()) {
                throw new SigmaProblem("a selection without a field", selection);
            }
            return SigmaText.joined("and", terms);
        }
        List<String> alternatives = new ArrayList<>();
        for (SigmaNode item : selection.items()) {
            if (!item.isMap()) {
                throw new SigmaProblem(
                        "keywords are looked for in lines of a log, and an event is none", item);
            }
            alternatives.add(selection(item, scope));
        }
        if (alternatives.isEmpty()) {
            throw new SigmaProblem("a selection without a field", selection);
        }
        return SigmaText.joined("or", alternatives);
    }
}
