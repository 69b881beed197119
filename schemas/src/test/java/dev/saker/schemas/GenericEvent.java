// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.generic.GenericRecord;

/** An event over Avro's generic record: slow, obvious, and knowing fields by name only. */
final class GenericEvent extends GenericActor {
    GenericEvent(GenericRecord event) {
        super(event);
    }

    @Override
    public int type() {
        return (int) number("type");
    }

    @Override
    public int projection() {
        return (int) number("projection");
    }

    @Override
    public int shape() {
        return (int) number("shape");
    }

    @Override
    public long time() {
        return number("time");
    }

    @Override
    public long tid() {
        return number("tid");
    }

    @Override
    public boolean hasRes() {
        return at("res") != null;
    }

    @Override
    public long res() {
        return number("res");
    }

    @Override
    public boolean hasFd() {
        return at("fd") != null;
    }

    @Override
    public long fdNum() {
        return number("fd.num");
    }

    @Override
    public int fdType() {
        return (int) number("fd.type");
    }

    @Override
    public int fdFlags() {
        return (int) number("fd.flags");
    }

    @Override
    public void fdName(Slice into) {
        set(into, at("fd.name"));
    }

    @Override
    public void fdNameRaw(Slice into) {
        set(into, at("fd.name_raw"));
    }

    @Override
    public int fdL4Protocol() {
        return (int) number("fd.l4proto");
    }

    @Override
    public int fdOpenFlags() {
        return (int) number("fd.open_flags");
    }

    @Override
    public long fdDev() {
        return number("fd.dev");
    }

    @Override
    public long fdIno() {
        return number("fd.ino");
    }

    @Override
    public boolean hasTuple() {
        return at("fd.tuple") != null;
    }

    @Override
    public void clientIp(Slice into) {
        set(into, at("fd.tuple.client_ip"));
    }

    @Override
    public int clientPort() {
        return (int) number("fd.tuple.client_port");
    }

    @Override
    public void serverIp(Slice into) {
        set(into, at("fd.tuple.server_ip"));
    }

    @Override
    public int serverPort() {
        return (int) number("fd.tuple.server_port");
    }

    @Override
    public int localEnd() {
        return (int) number("fd.tuple.local");
    }

    @Override
    public int argCount() {
        return list("args").size();
    }

    @Override
    public ArgKind argKind(int arg) {
        Object raw = rawArg(arg);
        if (raw == null) {
            return ArgKind.ABSENT;
        }
        return raw instanceof Long ? ArgKind.NUMBER : ArgKind.BYTES;
    }

    @Override
    public long argNumber(int arg) {
        return rawArg(arg) instanceof Long number ? number : 0;
    }

    @Override
    public void argBytes(int arg, Slice into) {
        set(into, rawArg(arg) instanceof ByteBuffer bytes ? bytes : null);
    }

    @Override
    public boolean hasArgText(int arg) {
        return list("args").get(arg) instanceof GenericRecord;
    }

    @Override
    public void argText(int arg, Slice into) {
        Object value = list("args").get(arg);
        if (!(value instanceof GenericRecord resolved)) {
            into.setAbsent();
            return;
        }
        set(into, resolved.get("text"));
        if ((boolean) resolved.get("fd_name_follows") && at("fd.name") != null) {
            Slice tail = new Slice();
            fdName(tail);
            byte[] text = Arrays.copyOf(into.copyBytes(), into.length() + tail.length());
            System.arraycopy(tail.array(), tail.offset(), text, into.length(), tail.length());
            into.set(text);
        }
    }

    @Override
    public boolean hasEnvironment() {
        return at("environment") != null;
    }

    @Override
    public int environmentCount() {
        return list("environment").size();
    }

    @Override
    public void environment(int index, Slice into) {
        set(into, list("environment").get(index));
    }

    @Override
    public boolean hasCgroups() {
        return at("cgroups") != null;
    }

    @Override
    public int cgroupCount() {
        return list("cgroups").size();
    }

    @Override
    public void cgroup(int index, Slice into) {
        set(into, list("cgroups").get(index));
    }

    @Override
    public boolean hasResources() {
        return at("resources") != null;
    }

    @Override
    public long vmSize() {
        return number("resources.vm_size");
    }

    @Override
    public long vmRss() {
        return number("resources.vm_rss");
    }

    @Override
    public long vmSwap() {
        return number("resources.vm_swap");
    }

    @Override
    public long minorFaults() {
        return number("resources.minor_faults");
    }

    @Override
    public long majorFaults() {
        return number("resources.major_faults");
    }

    @Override
    public long fdLimit() {
        return number("resources.fd_limit");
    }

    @Override
    public long fdOpen() {
        return number("resources.fd_open");
    }

    @Override
    public long threads() {
        return number("resources.threads");
    }

    @Override
    public long children() {
        return number("resources.children");
    }

    @Override
    public boolean hasStdio() {
        return at("stdio") != null;
    }

    @Override
    public int stdioCount() {
        return list("stdio").size();
    }

    @Override
    public int stdioType(int index) {
        return (int) ((GenericRecord) list("stdio").get(index)).get("type");
    }

    @Override
    public void stdioName(int index, Slice into) {
        set(into, ((GenericRecord) list("stdio").get(index)).get("name"));
    }

    @Override
    public void node(Slice into) {
        set(into, at("node"));
    }

    @Override
    public int cpu() {
        return (int) number("cpu");
    }

    @Override
    public long num() {
        return number("num");
    }

    @Override
    public int tie() {
        return (int) number("tie");
    }

    @Override
    public long run() {
        return number("run");
    }

    @Override
    public long pubSeq() {
        return number("pub_seq");
    }

    private Object rawArg(int arg) {
        Object value = list("args").get(arg);
        Object raw = value instanceof GenericRecord resolved ? resolved.get("raw") : value;
        if (raw instanceof Boolean isName) {
            return at(isName ? "fd.name" : "fd.name_raw");
        }
        return raw;
    }
}
