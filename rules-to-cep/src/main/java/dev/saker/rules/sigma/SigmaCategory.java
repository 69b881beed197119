// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import dev.saker.rules.sigma.SigmaField.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a category of Sigma's log sources is about, in our events and fields. */
enum SigmaCategory {
    PROCESS_CREATION(
            List.of(new Form("evt.type in (execve, execveat) and evt.failed = false", Map.of())),
            Map.of()),
    /** The path of an open is the fd's; that of a rename is where the file went. */
    FILE_EVENT(
            List.of(
                    new Form(
                            "evt.type in (open, openat, openat2, creat)"
                                    + " and evt.is_open_write = true and evt.failed = false",
                            Map.of("TargetFilename", text("fd.name"))),
                    new Form(
                            "evt.type in (rename, renameat, renameat2) and evt.failed = false",
                            Map.of("TargetFilename", text("fs.path.target")))),
            Map.of()),
    NETWORK_CONNECTION(
            List.of(
                    new Form(
                            "evt.type in (connect, accept, accept4)"
                                    + " and fd.type in (ipv4, ipv6)",
                            Map.of())),
            Map.of(
                    "DestinationIp", new SigmaField("fd.sip", Kind.ADDRESS),
                    "DestinationPort", new SigmaField("fd.sport", Kind.NUMBER),
                    "DestinationHostname", new SigmaField("fd.sip.name", Kind.HOST_NAME),
                    "SourceIp", new SigmaField("fd.cip", Kind.ADDRESS),
                    "SourcePort", new SigmaField("fd.cport", Kind.NUMBER),
                    "SourceHostname", new SigmaField("fd.cip.name", Kind.HOST_NAME),
                    "Protocol", text("fd.l4proto"),
                    "Initiated", new SigmaField("evt.type", Kind.INITIATED)));

    private static final Map<String, SigmaField> COMMON =
            Map.of(
                    "Image", text("proc.exepath"),
                    "CommandLine", text("proc.cmdline"),
                    "ParentImage", text("proc.pexepath"),
                    "ParentCommandLine", text("proc.pcmdline"),
                    "User", text("user.name"),
                    "CurrentDirectory", text("proc.cwd"),
                    "LogonId", new SigmaField("user.loginuid", Kind.NUMBER),
                    "ProcessId", new SigmaField("proc.pid", Kind.NUMBER),
                    "ParentProcessId", new SigmaField("proc.ppid", Kind.NUMBER));

    private final List<Form> forms;
    private final Map<String, SigmaField> own;

    SigmaCategory(List<Form> forms, Map<String, SigmaField> own) {
        this.forms = forms;
        this.own = own;
    }

    /**
     * One kind of event of a category.
     *
     * @param prefix condition that holds for those events
     */
    record Form(String prefix, Map<String, SigmaField> fields) {}

    private static SigmaField text(String name) {
        return new SigmaField(name, Kind.TEXT);
    }

    static Optional<SigmaCategory> of(String name) {
        for (SigmaCategory category : values()) {
            if (category.title().equals(name)) {
                return Optional.of(category);
            }
        }
        return Optional.empty();
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Form> forms() {
        return forms;
    }

    /** By Sigma's names. */
    Map<String, SigmaField> fields(Form form) {
        Map<String, SigmaField> all = new TreeMap<>(COMMON);
        all.putAll(own);
        all.putAll(form.fields());
        return all;
    }
}
