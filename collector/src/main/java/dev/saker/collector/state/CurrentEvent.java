// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.EventInfo;
import dev.saker.scap.ScapEvent;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The event that is being worked on and what the host's state says about it. Reused for every
 * event; what it points to is right until {@link StateUpdater#finish}.
 */
public final class CurrentEvent {
    public static final long NO_FD = -1;

    private static final int MAX_PARAM = 1 << 16;

    /** What recordings of 2016 have for a text that the kernel could not read. */
    static final byte[] TOLD_NULL = "(NULL)".getBytes(StandardCharsets.US_ASCII);

    final ByteStrings strings;
    final StringLists lists;
    final StringLists groupLists;

    /** The bytes of one parameter, valid until the next is loaded. */
    final byte[] scratch = new byte[MAX_PARAM];

    private final Slice slice = new Slice();
    ScapEvent event;
    EventInfo info;
    int code;
    boolean hasResult;
    long result;
    ThreadEntry thread;
    long fdNumber;
    FdEntry fd;
    byte[] fdNameBefore;
    boolean closesFd;
    ScapEvent enter;
    Container container;
    ContainerMetadata containerMetadata;

    CurrentEvent(HostState host) {
        this.strings = host.strings();
        this.lists = host.lists();
        this.groupLists = host.groupLists();
    }

    /** Turns to another event, of which nothing is known yet. */
    void begin(ScapEvent next, EventInfo nextInfo) {
        event = next;
        info = nextInfo;
        code = nextInfo.code();
        hasResult = false;
        result = 0;
        thread = null;
        fdNumber = NO_FD;
        fd = null;
        fdNameBefore = null;
        closesFd = false;
        enter = null;
        container = null;
        containerMetadata = null;
    }

    public ScapEvent event() {
        return event;
    }

    public EventInfo info() {
        return info;
    }

    public int code() {
        return code;
    }

    public boolean hasResult() {
        return hasResult;
    }

    public long result() {
        return result;
    }

    /** The thread that made the event; null when the table had no room for it. */
    public ThreadEntry thread() {
        return thread;
    }

    /** The descriptor the event is about, -1 if there is none. */
    public long fdNumber() {
        return fdNumber;
    }

    /** What is known of that descriptor, or null. */
    public FdEntry fd() {
        return fd;
    }

    /** Whether this event gave the descriptor another name than it had. */
    public boolean isFdNameChanged() {
        return fd != null && !Arrays.equals(fd.name(), fdNameBefore);
    }

    /** The container that the event itself is about; null if it is about none. */
    public Container container() {
        return container;
    }

    /** What was known of that container when the event came. */
    public ContainerMetadata containerMetadata() {
        return containerMetadata;
    }

    /** The enter event that belongs to this one; null in recordings of today, and live. */
    ScapEvent enter() {
        return enter;
    }

    boolean succeeded() {
        return hasResult && result >= 0;
    }

    boolean has(int param) {
        return !event.isEmpty(param);
    }

    long number(int param) {
        return event.longParam(param, 0);
    }

    /** Copies a text parameter to the scratch area; returns its length without the closing NUL. */
    public int loadText(int param, byte[] into) {
        int length = event.copyParam(param, into, 0);
        return ByteStrings.lengthToNul(into, 0, length);
    }

    int loadText(int param) {
        return loadText(param, scratch);
    }

    /** Looks at a text parameter, without the closing NUL, where it lies if that can be. */
    public void readText(int param, Slice into) {
        byte[] array = event.array();
        if (array == null) {
            into.set(scratch, 0, loadText(param));
            return;
        }
        int offset = event.arrayOffset(param);
        into.set(array, offset, ByteStrings.lengthToNul(array, offset, event.paramLength(param)));
    }

    byte[] text(int param) {
        readText(param, slice);
        return strings.of(slice.array(), slice.offset(), slice.length());
    }

    /** As {@link #text}; Falco's word for it if the event does not tell it. */
    byte[] knownText(int param) {
        return isToldNull(event, param) ? ThreadEntry.UNKNOWN_NAME : text(param);
    }

    /** A text parameter of the enter event; Falco's word for it if that does not tell it. */
    byte[] enterText(int param) {
        if (isToldNull(enter, param)) {
            return ThreadEntry.UNKNOWN_NAME;
        }
        int length = enter.copyParam(param, scratch, 0);
        return strings.of(scratch, 0, ByteStrings.lengthToNul(scratch, 0, length));
    }

    /** Whether the kernel could not read a text: then it is left out today. */
    static boolean isToldNull(ScapEvent event, int param) {
        int length = event.paramLength(param);
        if (length != TOLD_NULL.length + 1) {
            return length == 0;
        }
        byte[] text = new byte[length];
        event.copyParam(param, text, 0);
        return ByteStrings.equal(TOLD_NULL, text, 0, TOLD_NULL.length);
    }

    StringList list(int param) {
        return list(param, lists);
    }

    /** A list of control groups: there are few, and the container is found by them. */
    StringList groups(int param) {
        return list(param, groupLists);
    }

    private StringList list(int param, StringLists known) {
        byte[] array = event.array();
        if (array == null) {
            return known.of(scratch, 0, event.copyParam(param, scratch, 0));
        }
        return known.of(array, event.arrayOffset(param), event.paramLength(param));
    }

    /** The event made a descriptor, or gave an existing one other contents. */
    void setFd(long number, FdEntry entry) {
        thread.fds().put(number, entry);
        fdNumber = number;
        fd = entry;
    }

    /** The event made a new descriptor, which had no name before. */
    void setNewFd(long number, FdEntry entry) {
        setFd(number, entry);
        fdNameBefore = ByteStrings.EMPTY;
    }
}
