// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

/** Every kind of finding, by the name that Falco's tools know and a short description in words. */
public enum DiagnosticCode {
    LOAD_ERR_FILE_READ(Severity.ERROR, "file cannot be read"),
    LOAD_ERR_YAML_PARSE(Severity.ERROR, "not YAML"),
    LOAD_ERR_YAML_VALIDATE(Severity.ERROR, "YAML of a wrong shape"),
    LOAD_ERR_COMPILE_CONDITION(Severity.ERROR, "condition cannot be compiled"),
    LOAD_ERR_COMPILE_OUTPUT(Severity.ERROR, "output cannot be compiled"),
    LOAD_ERR_VALIDATE(Severity.ERROR, "items contradict each other"),
    LOAD_ERR_EXTENSION(Severity.ERROR, "extension item is wrong"),
    /** Ours: {@code strict} and a rule that is inactive or only partly captured. */
    LOAD_ERR_NOT_CAPTURED(Severity.ERROR, "rule needs what is not captured"),
    LOAD_UNKNOWN_SOURCE(Severity.WARNING, "unknown event source"),
    LOAD_UNSAFE_NA_CHECK(Severity.WARNING, "comparison with <NA>"),
    LOAD_NO_EVTTYPE(Severity.WARNING, "condition is tried on almost every event"),
    LOAD_UNKNOWN_FILTER(Severity.WARNING, "unknown field or event type"),
    LOAD_UNUSED_MACRO(Severity.WARNING, "macro is not used"),
    LOAD_UNUSED_LIST(Severity.WARNING, "list is not used"),
    LOAD_UNKNOWN_ITEM(Severity.WARNING, "unknown item"),
    LOAD_DEPRECATED_ITEM(Severity.WARNING, "deprecated"),
    LOAD_WARNING_EXTENSION(Severity.WARNING, "extension item is doubtful"),
    LOAD_APPEND_NO_VALUES(Severity.WARNING, "appended exception has no values"),
    LOAD_EXCEPTION_NAME_NOT_UNIQUE(Severity.WARNING, "exception name is used twice"),
    LOAD_INVALID_MACRO_NAME(Severity.WARNING, "macro name cannot be referred to"),
    LOAD_INVALID_LIST_NAME(Severity.WARNING, "list name cannot be referred to"),
    LOAD_COMPILE_CONDITION(Severity.WARNING, "condition may not mean what it says"),
    LOAD_UNKNOWN_KEY(Severity.WARNING, "unknown key"),
    /** Ours: the rule is listed as inactive. */
    LOAD_INACTIVE_RULE(Severity.WARNING, "rule is inactive"),
    /** Ours: the rule misses some of its events. */
    LOAD_PARTLY_CAPTURED(Severity.WARNING, "some of the rule's events are not captured");

    private final Severity severity;
    private final String description;

    DiagnosticCode(Severity severity, String description) {
        this.severity = severity;
        this.description = description;
    }

    public Severity severity() {
        return severity;
    }

    public String description() {
        return description;
    }
}
