// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.state.Container;
import dev.saker.collector.state.EventCodes;
import dev.saker.collector.state.UserNames;
import dev.saker.collector.state.Users;
import dev.saker.collector.testing.TestHost;
import dev.saker.scap.ScapEvent;
import dev.saker.schemas.ContainerMetadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedAccountsTest {
    @TempDir private Path etc;
    private final TestHost host = new TestHost();
    private final Container web = container("web");
    private final RecordedAccounts accounts = new RecordedAccounts();
    private final List<String> told = new ArrayList<>();

    @Test
    void accounts_areToldOnceForEachContainerAndFile() throws IOException {
        UserNames names = names("ann:x:7", "staff:x:8");

        tell(web, names);
        tell(web, names);
        tell(web, names("ann:x:7", "staff:x:8"));
        assertThat(told).containsExactly("8 staff", "7 ann");

        tell(container("database"), names);
        assertThat(told).hasSize(4);

        accounts.begin();
        tell(web, names);
        assertThat(told).hasSize(6);
    }

    /** The last that a recording says of a number is what holds. */
    @Test
    void numberThatGetsAnEarlierNameBack_isToldAgain() throws IOException {
        tell(web, names("ann:x:7", ""));
        tell(web, names("bob:x:7", ""));
        tell(web, names("ann:x:7", ""));

        assertThat(told).containsExactly("7 ann", "7 bob", "7 ann");
    }

    @Test
    void fileThatBeginsWhileAccountsAreTold_hasAllOfThem() throws IOException {
        UserNames names = names("ann:x:7", "staff:x:8");
        accounts.tell(
                web,
                names,
                1,
                event -> {
                    told.clear();
                    accounts.begin();
                });

        tell(web, names);

        assertThat(told).containsExactly("8 staff", "7 ann");
    }

    private void tell(Container container, UserNames names) {
        accounts.tell(container, names, 1, event -> told.add(text(event)));
    }

    private static String text(ByteBuffer bytes) {
        ScapEvent event = new ScapEvent().wrap(bytes, 0);
        int param = event.type() == EventCodes.USER_ADDED ? 2 : 1;
        byte[] name = new byte[event.paramLength(param)];
        int length = event.copyParam(param, name, 0) - 1; // without its NUL
        return event.longParam(0) + " " + new String(name, 0, length, StandardCharsets.UTF_8);
    }

    private Container container(String id) {
        return host.state.containerTold(id, ContainerMetadata.UNRESOLVED);
    }

    private UserNames names(String user, String group) throws IOException {
        Files.writeString(etc.resolve("passwd"), user + ":7::/:/bin/sh\n");
        Files.writeString(etc.resolve("group"), group + ":\n");
        return Users.in(etc).ofHost();
    }
}
