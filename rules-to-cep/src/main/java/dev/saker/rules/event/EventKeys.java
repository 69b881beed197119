// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/**
 * Bytes that stand for all that the fields of a {@link FieldDomain} are read from. Every text comes
 * with its length, so that no two texts can be taken for two others.
 */
final class EventKeys {
    private static final int ABSENT = -1;

    private EventKeys() {}

    static void appendDescriptor(SyscallEventSource event, int parts, Slice text, ByteSink into) {
        append(event.shape(), into);
        if (!event.hasFd()) {
            into.append((byte) 0);
            return;
        }
        into.append((byte) 1);
        append(event.fdType(), into);
        append(event.fdFlags(), into);
        append(event.fdL4Protocol(), into);
        if (DescriptorPart.NAMES.in(parts)) {
            event.fdName(text);
            append(text, into);
            event.fdNameRaw(text);
            append(text, into);
        }
        appendTuple(event, parts, text, into);
    }

    private static void appendTuple(
            SyscallEventSource event, int parts, Slice text, ByteSink into) {
        if (!event.hasTuple()) {
            into.append((byte) 0);
            return;
        }
        into.append((byte) 1);
        if (DescriptorPart.CLIENT.in(parts)) {
            event.clientIp(text);
            append(text, into);
            append(event.clientPort(), into);
        }
        if (DescriptorPart.SERVER.in(parts)) {
            event.serverIp(text);
            append(text, into);
            append(event.serverPort(), into);
        }
        append(event.localEnd(), into);
    }

    static void appendContext(SyscallEventSource event, int parts, Slice text, ByteSink into) {
        append(event.projection(), into);
        event.containerId(text);
        append(text, into);
        event.containerFullId(text);
        append(text, into);
        into.append((byte) (event.hasProcess() ? 1 : 0));
        if (event.hasProcess()) {
            appendProcess(event, text, into);
            if (ContextPart.NUMBERS.in(parts)) {
                appendNumbers(event, into);
            }
            appendUser(event, text, into);
            appendAncestors(event, parts, text, into);
        }
    }

    private static void appendProcess(SyscallEventSource event, Slice text, ByteSink into) {
        event.processName(text);
        append(text, into);
        event.processExe(text);
        append(text, into);
        event.processExePath(text);
        append(text, into);
        append(event.processArgCount(), into);
        for (int i = 0; i < event.processArgCount(); i++) {
            event.processArg(i, text);
            append(text, into);
        }
        event.processCwd(text);
        append(text, into);
        append(event.processFlags(), into);
        append(event.processTty(), into);
        append(event.processCapInheritable(), into);
        append(event.processCapPermitted(), into);
        append(event.processCapEffective(), into);
    }

    private static void appendNumbers(SyscallEventSource event, ByteSink into) {
        append(event.processPid(), into);
        append(event.processVpid(), into);
        append(event.processVtid(), into);
        append(event.processSid(), into);
        append(event.processPgid(), into);
        append(event.processVpgid(), into);
        append(event.processExeIno(), into);
    }

    private static void appendUser(SyscallEventSource event, Slice text, ByteSink into) {
        append(event.userUid(), into);
        append(event.userGid(), into);
        append(event.userLoginUid(), into);
        event.userName(text);
        append(text, into);
        event.userGroupName(text);
        append(text, into);
        event.userLoginName(text);
        append(text, into);
        into.append((byte) (event.hasUserDetails() ? 1 : 0));
        if (event.hasUserDetails()) {
            event.userHome(text);
            append(text, into);
            event.userShell(text);
            append(text, into);
        }
    }

    private static void appendAncestors(
            SyscallEventSource event, int parts, Slice text, ByteSink into) {
        append(event.ancestorCount(), into);
        for (int i = 0; i < event.ancestorCount(); i++) {
            event.ancestorName(i, text);
            append(text, into);
            if (ContextPart.ANCESTOR_NUMBERS.in(parts)) {
                append(event.ancestorPid(i), into);
                append(event.ancestorVpid(i), into);
            }
            into.append((byte) (event.hasAncestorDetails(i) ? 1 : 0));
            if (event.hasAncestorDetails(i)) {
                appendAncestorDetails(event, i, text, into);
            }
        }
    }

    private static void appendAncestorDetails(
            SyscallEventSource event, int ancestor, Slice text, ByteSink into) {
        event.ancestorExe(ancestor, text);
        append(text, into);
        event.ancestorExePath(ancestor, text);
        append(text, into);
        append(event.ancestorArgCount(ancestor), into);
        for (int i = 0; i < event.ancestorArgCount(ancestor); i++) {
            event.ancestorArg(ancestor, i, text);
            append(text, into);
        }
    }

    private static void append(Slice text, ByteSink into) {
        append(text.present() ? text.length() : ABSENT, into);
        into.append(text.array(), text.offset(), text.length());
    }

    private static void append(int number, ByteSink into) {
        into.appendInt(number);
    }

    private static void append(long number, ByteSink into) {
        into.appendLong(number);
    }
}
