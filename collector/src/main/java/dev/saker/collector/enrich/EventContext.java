// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.HostState;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamType;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.ListedFd;
import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;

/**
 * The current event with everything the host's state says about it, in the form the record's writer
 * asks for. A view: it holds nothing, so it is right between {@code apply} and {@code finish} of
 * the event, and it allocates nothing.
 */
public class EventContext extends HoldingsContext {
    private static final int NO_ARG = -1;

    private final EventIdentity identity;
    private final byte[] node;
    private final ArgTexts texts;
    private final FdView fd;
    private final Slice resolvedText = new Slice();
    private int resolvedArg;

    public EventContext(HostState host, EventIdentity identity, String node, int projection) {
        super(host, projection);
        this.identity = identity;
        this.node = node.getBytes(StandardCharsets.UTF_8);
        this.texts = new ArgTexts(host);
        this.fd = new FdView(host, texts);
    }

    /** Answers these groups of fields from the next event on, bits of {@link FieldGroup}. */
    public void setProjection(int groups) {
        projection = groups;
    }

    /** Turns to another event. */
    public EventContext of(CurrentEvent event) {
        turnTo(event);
        resolvedArg = NO_ARG;
        texts.set(event);
        fd.set(event);
        return this;
    }

    @Override
    public int type() {
        return current.code();
    }

    @Override
    public int projection() {
        return projection;
    }

    @Override
    public int shape() {
        return EventShapes.of(current) | identity.shape;
    }

    @Override
    public long time() {
        return current.event().time();
    }

    @Override
    public long tid() {
        return current.event().tid();
    }

    @Override
    public boolean hasRes() {
        return current.hasResult();
    }

    @Override
    public long res() {
        return current.result();
    }

    @Override
    public boolean hasFd() {
        return fd.isPresent();
    }

    @Override
    public long fdNum() {
        return fd.number();
    }

    @Override
    public int fdType() {
        return fd.type();
    }

    @Override
    public int fdFlags() {
        return fd.flags();
    }

    @Override
    public void fdName(Slice into) {
        fd.name(into);
    }

    @Override
    public void fdNameRaw(Slice into) {
        fd.rawName(into);
    }

    @Override
    public int fdL4Protocol() {
        return fd.protocol();
    }

    @Override
    public int fdOpenFlags() {
        return fd.openFlags();
    }

    @Override
    public long fdDev() {
        return fd.dev();
    }

    @Override
    public long fdIno() {
        return fd.ino();
    }

    @Override
    public boolean hasTuple() {
        return fd.hasTuple();
    }

    @Override
    public void clientIp(Slice into) {
        fd.clientIp(into);
    }

    @Override
    public int clientPort() {
        return fd.clientPort();
    }

    @Override
    public void serverIp(Slice into) {
        fd.serverIp(into);
    }

    @Override
    public int serverPort() {
        return fd.serverPort();
    }

    @Override
    public int localEnd() {
        return fd.localEnd();
    }

    @Override
    public long descriptorNumber() {
        return fd.entryNumber();
    }

    @Override
    public int argCount() {
        int params = current.event().paramCount();
        if (identity.captureFile.length > 0) {
            return current.info().params().size() + 2;
        }
        return identity.kernelPath.length > 0 ? current.info().params().size() + 1 : params;
    }

    @Override
    public ArgKind argKind(int arg) {
        if (isExtra(arg)) {
            return extra(arg).length > 0 ? ArgKind.BYTES : ArgKind.ABSENT;
        }
        if (arg >= current.event().paramCount()) {
            return ArgKind.ABSENT;
        }
        ParamInfo param = current.info().params().get(arg);
        if (current.event().isEmpty(arg) || isLeftOut(param)) {
            return ArgKind.ABSENT;
        }
        return param.type().isInteger() ? ArgKind.NUMBER : ArgKind.BYTES;
    }

    @Override
    public long argNumber(int arg) {
        return current.event().longParam(arg);
    }

    @Override
    public void argBytes(int arg, Slice into) {
        if (isExtra(arg)) {
            byte[] extra = extra(arg);
            into.set(extra, 0, extra.length);
            return;
        }
        texts.bytes(arg, into);
    }

    /** Behind the last parameter that the event type has: what the format has no place for. */
    private boolean isExtra(int arg) {
        return arg >= current.info().params().size();
    }

    private byte[] extra(int arg) {
        boolean first = arg == current.info().params().size();
        return first ? identity.kernelPath : identity.captureFile;
    }

    @Override
    public boolean hasArgText(int arg) {
        if (isExtra(arg)) {
            return false;
        }
        resolvedArg = arg;
        return texts.resolve(arg, resolvedText);
    }

    @Override
    public void argText(int arg, Slice into) {
        if (arg != resolvedArg) {
            hasArgText(arg);
        }
        into.set(resolvedText);
    }

    @Override
    public boolean tellsWhatNoRecordHas() {
        return thread != null;
    }

    @Override
    public void listedFds(ListedFd what, Slice into) {
        ListedFds.texts(current, texts, what, into);
    }

    @Override
    public void node(Slice into) {
        into.set(node);
    }

    @Override
    public int cpu() {
        return identity.cpu;
    }

    @Override
    public long num() {
        return identity.number;
    }

    @Override
    public int tie() {
        return identity.tie;
    }

    @Override
    public long run() {
        return identity.run;
    }

    @Override
    public long pubSeq() {
        return identity.publishSequence;
    }

    /** Buffers travel with the group that asks for them; what else comes as bytes is small. */
    private boolean isLeftOut(ParamInfo param) {
        if (param.type() != ParamType.BYTEBUF) {
            return false;
        }
        FieldGroup group =
                switch (param.name()) {
                    case "args" -> null;
                    case "env" -> FieldGroup.ENVIRONMENT;
                    case "cgroups" -> FieldGroup.CGROUPS;
                    default -> FieldGroup.DATA;
                };
        return group != null && !group.in(projection);
    }
}
