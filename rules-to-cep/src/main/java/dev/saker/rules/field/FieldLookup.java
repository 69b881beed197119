// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import java.util.List;
import java.util.Optional;

/**
 * Turns the name of a field, as written, into the field. The longest name of the catalogue that
 * begins the text counts; what follows it must be an argument, after a dot for the few fields that
 * have that form, or in brackets.
 */
public class FieldLookup {

    /** Longer than any name in the catalogue: what is longer is not worth cutting down. */
    private static final int MAX_NAME = 200;

    private final FieldCatalog catalog;
    private final EventParameters parameters;

    public FieldLookup(FieldCatalog catalog) {
        this.catalog = catalog;
        this.parameters = EventParameters.get();
    }

    /**
     * What was found.
     *
     * @param ref the field, if there is one
     * @param problem else what is wrong
     * @param length how much of the name was used; the rest is not part of it
     */
    public record Found(Optional<FieldRef> ref, String problem, int length) {

        public static Found of(FieldRef ref, int length) {
            return new Found(Optional.of(ref), "", length);
        }

        public static Found problem(String problem) {
            return new Found(Optional.empty(), problem, 0);
        }
    }

    /** The field that the whole of {@code name} is. */
    public Found find(String name, String argument, boolean bracketed, String source) {
        Found found = prefix(name, source);
        if (found.ref().isEmpty()) {
            return found;
        }
        if (found.length() < name.length()) {
            return Found.problem(nonexistent(name));
        }
        FieldRef ref = found.ref().get();
        return bracketed ? withArgument(ref, argument) : requireArgument(ref, found.length());
    }

    /** Of all fields that there are, for who looks for the one that was meant. */
    public List<String> names(String source) {
        return catalog.names(source);
    }

    /** The field that {@code text} begins with, brackets not looked at. */
    public Found prefix(String text, String source) {
        for (int end = nameEnd(text); end > 0; end--) {
            Optional<FieldInfo> field = catalog.field(text.substring(0, end));
            if (field.isPresent() && field.get().fieldClass().hasSource(source)) {
                return dotted(field.get(), text, end);
            }
        }
        return Found.problem(nonexistent(text));
    }

    private static int nameEnd(String text) {
        int end = 0;
        while (end < text.length() && end < MAX_NAME && isName(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private static String nonexistent(String name) {
        return "filter_check called with nonexistent field " + name;
    }

    /** With the argument after a dot, where the field has that form and there is one. */
    private Found dotted(FieldInfo field, String text, int end) {
        String rest = text.substring(end);
        if (!rest.startsWith(".")) {
            return Found.of(plain(field), end);
        }
        String argument = rest.substring(1);
        return switch (field.name()) {
            case "evt.arg", "evt.rawarg" -> parameter(field, argument, end);
            case "evt.type.is" -> eventType(field, argument, end);
            case "evt.abspath" -> side(field, argument, end);
            case "thread.cgroup", "static" -> word(field, argument, end);
            default -> Found.of(plain(field), end);
        };
    }

    private Found parameter(FieldInfo field, String text, int end) {
        String name = parameters.longestParameter(text);
        if (name.isEmpty()) {
            return Found.problem("unknown event argument " + text);
        }
        return dottedRef(field, parameters.rawType(field, name), name, end);
    }

    private Found eventType(FieldInfo field, String text, int end) {
        String name = parameters.longestEventType(text);
        if (name.isEmpty()) {
            return Found.problem("unknown event type " + text);
        }
        return dottedRef(field, field.type(), name, end);
    }

    private static Found side(FieldInfo field, String text, int end) {
        if (text.startsWith("src") || text.startsWith("dst")) {
            return dottedRef(field, field.type(), text.substring(0, 3), end);
        }
        return Found.of(plain(field), end);
    }

    private static Found word(FieldInfo field, String text, int end) {
        int length = 0;
        while (length < text.length() && isWord(text.charAt(length))) {
            length++;
        }
        if (length == 0) {
            return Found.of(plain(field), end);
        }
        return dottedRef(field, field.type(), text.substring(0, length), end);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private static Found dottedRef(FieldInfo field, FieldType type, String argument, int end) {
        String name = field.name() + "." + argument;
        FieldRef ref = new FieldRef(field, name, type, argument, FieldRef.NO_INDEX);
        return Found.of(ref, end + 1 + argument.length());
    }

    private static FieldRef plain(FieldInfo field) {
        return new FieldRef(field, field.name(), field.type(), "", FieldRef.NO_INDEX);
    }

    private static Found requireArgument(FieldRef ref, int length) {
        if (ref.field().has(FieldFlag.ARGUMENT_REQUIRED) && !ref.hasArgument()) {
            return Found.problem("field " + ref.name() + " requires an argument but none is given");
        }
        return Found.of(ref, length);
    }

    /** With what stands in the brackets. */
    public Found withArgument(FieldRef ref, String argument) {
        FieldInfo field = ref.field();
        if (!field.takesArgument() || ref.hasArgument()) {
            return Found.problem("field " + ref.name() + " does not take an argument in brackets");
        }
        if (argument.isEmpty()) {
            return Found.problem("field " + ref.name() + " has an empty argument");
        }
        int index = index(argument);
        String problem = wrongArgument(field, argument, index);
        if (!problem.isEmpty()) {
            return Found.problem(problem);
        }
        FieldType type = ref.type();
        if (type == FieldType.DYNAMIC) {
            type = parameters.rawType(field, argument);
        }
        String name = ref.name() + "[" + argument + "]";
        return Found.of(new FieldRef(field, name, type, argument, index), 0);
    }

    private String wrongArgument(FieldInfo field, String argument, int index) {
        boolean indexed = index != FieldRef.NO_INDEX;
        return switch (field.name()) {
            case "evt.arg", "evt.rawarg" ->
                    indexed || parameters.longestParameter(argument).equals(argument)
                            ? ""
                            : "unknown event argument " + argument;
            case "evt.type.is" ->
                    parameters.longestEventType(argument).equals(argument)
                            ? ""
                            : "unknown event type " + argument;
            case "proc.aname",
                    "proc.aexe",
                    "proc.aexepath",
                    "proc.acmdline",
                    "proc.apid",
                    "proc.args",
                    "proc.aargs",
                    "fd.types" ->
                    indexed ? "" : "field " + field.name() + " takes a number, not " + argument;
            case "evt.around" ->
                    isTime(argument)
                            ? ""
                            : "field evt.around takes a time in nanoseconds, not " + argument;
            default -> "";
        };
    }

    /** Nanoseconds since 1970, up to the year 2262. */
    private static boolean isTime(String argument) {
        if (argument.isEmpty() || !argument.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        try {
            return Long.parseLong(argument) >= 0;
        } catch (NumberFormatException tooLong) {
            return false;
        }
    }

    private static int index(String argument) {
        boolean number =
                argument.length() <= 9 && argument.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(argument) : FieldRef.NO_INDEX;
    }
}
