// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedUser;
import java.nio.charset.StandardCharsets;

/** Users and groups that came or went while events were recorded, on the host or in a container. */
final class UserEvents {
    private final Users users;

    UserEvents(Users users) {
        this.users = users;
    }

    void enter(HandlerTable table) {
        table.on(EventCodes.USER_ADDED, this::userAdded);
        table.on(EventCodes.USER_DELETED, event -> names(event, 5).removeUser(event.number(0)));
        table.on(EventCodes.GROUP_ADDED, this::groupAdded);
        table.on(EventCodes.GROUP_DELETED, event -> names(event, 2).removeGroup(event.number(0)));
    }

    private void userAdded(CurrentEvent event) {
        byte[] name = event.knownText(2);
        if (isOfPerson(name)) {
            RecordedUser user =
                    new RecordedUser(
                            event.number(0),
                            event.number(1),
                            name,
                            event.knownText(3),
                            event.knownText(4));
            names(event, 5).put(user);
        }
    }

    private void groupAdded(CurrentEvent event) {
        byte[] name = event.knownText(1);
        if (isOfPerson(name)) {
            RecordedGroup group = new RecordedGroup(event.number(0), name);
            names(event, 2).put(group);
        }
    }

    /** Lines of passwd that refer to a network's directory begin with a sign. */
    private static boolean isOfPerson(byte[] name) {
        return name.length == 0 || name[0] != '+' && name[0] != '-';
    }

    private UserNames names(CurrentEvent event, int containerParam) {
        int length = event.loadText(containerParam);
        String container = new String(event.scratch, 0, length, StandardCharsets.ISO_8859_1);
        return users.ofContainer(container);
    }
}
