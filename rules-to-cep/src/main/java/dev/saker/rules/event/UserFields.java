// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.SyscallEventSource;

/** {@code user.*} and {@code group.*}. They belong to the process: without one they are null. */
final class UserFields {
    private UserFields() {}

    static void addTo(FieldReaders readers) {
        readers.putProcess("user.uid", ProcessFields.number(SyscallEventSource::userUid))
                .putProcess("user.loginuid", ProcessFields.number(SyscallEventSource::userLoginUid))
                .putProcess("user.name", (v, f, into) -> v.event().userName(into.beginBytes()))
                .putProcess(
                        "user.loginname",
                        (v, f, into) -> v.event().userLoginName(into.beginBytes()))
                .putProcess("user.homedir", UserFields::home)
                .putProcess("user.shell", UserFields::shell)
                .putProcess("group.gid", ProcessFields.number(SyscallEventSource::userGid))
                .putProcess(
                        "group.name", (v, f, into) -> v.event().userGroupName(into.beginBytes()));
    }

    private static void home(SyscallEventView view, BoundField field, Value into) {
        if (view.event().hasUserDetails()) {
            view.event().userHome(into.beginBytes());
        } else {
            view.setMissing(FieldGroup.USER_DETAILS, into);
        }
    }

    private static void shell(SyscallEventView view, BoundField field, Value into) {
        if (view.event().hasUserDetails()) {
            view.event().userShell(into.beginBytes());
        } else {
            view.setMissing(FieldGroup.USER_DETAILS, into);
        }
    }
}
