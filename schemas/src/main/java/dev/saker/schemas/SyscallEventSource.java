// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * One syscall event, a getter per leaf of the Avro record. The collector implements it over its
 * host state, {@link SyscallEventReader} over the bytes, so a rule or a writer does not see which.
 *
 * <p>Text comes as a slice, valid until the source moves on; a nullable one may be absent. Numbers
 * and slices below a {@code has…} method mean something only when it says so.
 */
public interface SyscallEventSource {
    /** Of a source that does not know whether it would say the same again. */
    long CHANGING_CONTEXT = 0;

    /**
     * While this stays the same (and is not {@link #CHANGING_CONTEXT}), all events of a thread say
     * the same of their process, container, user, ancestors and leaders. A writer need not ask
     * again then, which is most of what it asks.
     */
    default long contextVersion() {
        return CHANGING_CONTEXT;
    }

    /**
     * Stands for what the source says of process, container id, user and ancestors: the same of all
     * its events with one number. {@link #CHANGING_CONTEXT} where it does not know.
     */
    default long contextNumber() {
        return CHANGING_CONTEXT;
    }

    /**
     * Stands for names and addresses of the descriptor: the same of all events with one number, as
     * far as they are of one type, shape, type of descriptor and flags. 0 where the source does not
     * know.
     */
    default long descriptorNumber() {
        return 0;
    }

    /** Event code of the scap event table. */
    int type();

    /** The field groups this source can answer, bits of {@link FieldGroup}. */
    int projection();

    /** Bits of {@link EventShape}. */
    int shape();

    /** Event time, ns since the epoch, UTC. */
    long time();

    long tid();

    /** Whether the event has a return value. */
    boolean hasRes();

    long res();

    // The file descriptor the event is about.

    boolean hasFd();

    /** -1 when the call that should have made it failed. */
    long fdNum();

    /** {@link FdType} by ordinal. */
    int fdType();

    /** Bits of {@link FdFlag}. */
    int fdFlags();

    /** Nullable: resolved path, tuple or kernel name. */
    void fdName(Slice into);

    /** Nullable: the path as the process passed it; absent when equal to the name. */
    void fdNameRaw(Slice into);

    /** {@link L4Protocol} by ordinal. */
    int fdL4Protocol();

    /** Open flags in the scap encoding. */
    int fdOpenFlags();

    long fdDev();

    long fdIno();

    boolean hasTuple();

    /** Nullable: 4 or 16 bytes, network order. */
    void clientIp(Slice into);

    int clientPort();

    /** Nullable: 4 or 16 bytes, network order. */
    void serverIp(Slice into);

    int serverPort();

    /** {@link TupleEnd} by ordinal: which end is on this node. */
    int localEnd();

    // The process and thread that made the event.

    boolean hasProcess();

    /** comm. */
    void processName(Slice into);

    /** argv[0]. */
    void processExe(Slice into);

    void processExePath(Slice into);

    /** Arguments without argv[0]. */
    int processArgCount();

    /** Argument 0 is argv[1]. */
    void processArg(int index, Slice into);

    /** With a trailing slash. */
    void processCwd(Slice into);

    /** Bits of {@link ProcessFlag}. */
    int processFlags();

    long processTty();

    long processPid();

    long processVpid();

    long processVtid();

    long processSid();

    long processPgid();

    long processVpgid();

    /** ns since the epoch; 0 if unknown. */
    long processCloneTime();

    /** ns since the epoch; 0 if unknown. */
    long processPidnsStartTime();

    long processExeIno();

    /** ns since the epoch. */
    long processExeCtime();

    /** ns since the epoch. */
    long processExeMtime();

    long processCapInheritable();

    long processCapPermitted();

    long processCapEffective();

    /** First 12 characters of the id, or host. */
    void containerId(Slice into);

    /** Nullable: absent on the host. */
    void containerFullId(Slice into);

    /**
     * Whether {@link #containerMetadata} says all there is to say of names, group CONTAINER_NAMES,
     * or of everything, group CONTAINER_DETAILS.
     */
    default boolean tellsContainerMetadata() {
        return false;
    }

    /** Null when the runtime has told nothing of the container, and on the host. */
    default ContainerMetadata containerMetadata() {
        return null;
    }

    /** Whether {@link #openFdTypes} is known. No record tells. */
    default boolean hasOpenFdTypes() {
        return false;
    }

    /** Ordinal of the type of one open descriptor; -1 if it is not open. */
    default int openFdType(int fd) {
        return -1;
    }

    /** Of what types the open descriptors are: bit n for the type with ordinal n. */
    default int openFdTypes() {
        return 0;
    }

    /** Null where events come one by one, as records do. */
    default RecordedTimes recordedTimes() {
        return null;
    }

    /** Whether {@link #listedFds} and the ancestors' environments are known. No record tells. */
    default boolean tellsWhatNoRecordHas() {
        return false;
    }

    /** The texts of a poll's descriptors, with commas between; absent of other events. */
    default void listedFds(ListedFd what, Slice into) {
        into.setAbsent();
    }

    /** How many variables an ancestor's environment has. */
    default int ancestorEnvironmentCount(int ancestor) {
        return 0;
    }

    /** {@code NAME=value}. */
    default void ancestorEnvironment(int ancestor, int index, Slice into) {
        into.setAbsent();
    }

    long userUid();

    long userGid();

    /** -1 if unset. */
    long userLoginUid();

    void userName(Slice into);

    void userGroupName(Slice into);

    void userLoginName(Slice into);

    /** Group USER_DETAILS. */
    boolean hasUserDetails();

    void userHome(Slice into);

    void userShell(Slice into);

    /** Ancestor 0 is the parent. */
    int ancestorCount();

    void ancestorName(int ancestor, Slice into);

    long ancestorPid(int ancestor);

    /** Of the parent; 0 for the others, for whom no field asks. */
    long ancestorVpid(int ancestor);

    /** Of the parent, ns since the epoch; 0 for the others. */
    long ancestorCloneTime(int ancestor);

    /** Group PARENT_DETAILS for the parent, ANCESTOR_DETAILS for the others. */
    boolean hasAncestorDetails(int ancestor);

    void ancestorExe(int ancestor, Slice into);

    void ancestorExePath(int ancestor, Slice into);

    int ancestorArgCount(int ancestor);

    void ancestorArg(int ancestor, int index, Slice into);

    /** The event's parameters in the order of the event table. */
    int argCount();

    /**
     * The raw form of a parameter. Buffers outside the projection (group DATA) are ABSENT: the
     * source sees to that, since only it knows the event table.
     */
    ArgKind argKind(int arg);

    /** The raw form when it is a NUMBER. */
    long argNumber(int arg);

    /** The raw form when it is BYTES: the scap encoding. */
    void argBytes(int arg, Slice into);

    /** Whether the parameter's text depends on the host and therefore travels with it. */
    boolean hasArgText(int arg);

    void argText(int arg, Slice into);

    /** Group LEADERS. */
    boolean hasLeaders();

    void leaderName(Leader leader, Slice into);

    void leaderExe(Leader leader, Slice into);

    void leaderExePath(Leader leader, Slice into);

    /** Group ENVIRONMENT. */
    boolean hasEnvironment();

    int environmentCount();

    /** NAME=value. */
    void environment(int index, Slice into);

    /** Group CGROUPS. */
    boolean hasCgroups();

    int cgroupCount();

    /** subsystem=path. */
    void cgroup(int index, Slice into);

    /** Group RESOURCES. */
    boolean hasResources();

    /** KiB. */
    long vmSize();

    /** KiB. */
    long vmRss();

    /** KiB. */
    long vmSwap();

    long minorFaults();

    long majorFaults();

    long fdLimit();

    long fdOpen();

    long threads();

    long children();

    /** Group STDIO. */
    boolean hasStdio();

    /** 3, unless something odd wrote the record. */
    int stdioCount();

    /** {@link FdType} by ordinal; -1 when closed. */
    int stdioType(int index);

    void stdioName(int index, Slice into);

    /** The host the event happened on, UTF-8. */
    void node(Slice into);

    int cpu();

    /** Ordinal of the event in its run. Informative. */
    long num();

    /** Which of the events with the same time, tid and type this is. */
    int tie();

    /** Fresh for every start of a collector. */
    long run();

    /** Gap-free over what the run published. */
    long pubSeq();
}
