// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.Arrays;

/**
 * The leaves of the event record in the order of the bytes. A test holds this list against the
 * schema. Records that are always there have no entry of their own, since they have no bytes.
 */
enum EventLeaf {
    TYPE("type", LeafKind.INT),
    PROJECTION("projection", LeafKind.INT),
    SHAPE("shape", LeafKind.INT),
    TIME("time", LeafKind.LONG),
    TID("tid", LeafKind.LONG),
    RES("res", LeafKind.OPTIONAL_LONG),
    FD("fd", LeafKind.OPTIONAL_RECORD),
    FD_NUM("fd.num", LeafKind.LONG),
    FD_TYPE("fd.type", LeafKind.INT),
    FD_FLAGS("fd.flags", LeafKind.INT),
    FD_NAME("fd.name", LeafKind.OPTIONAL_BYTES),
    FD_NAME_RAW("fd.name_raw", LeafKind.OPTIONAL_BYTES),
    FD_L4PROTO("fd.l4proto", LeafKind.INT),
    FD_OPEN_FLAGS("fd.open_flags", LeafKind.INT),
    FD_DEV("fd.dev", LeafKind.LONG),
    FD_INO("fd.ino", LeafKind.LONG),
    FD_TUPLE("fd.tuple", LeafKind.OPTIONAL_RECORD),
    FD_TUPLE_CLIENT_IP("fd.tuple.client_ip", LeafKind.OPTIONAL_BYTES),
    FD_TUPLE_CLIENT_PORT("fd.tuple.client_port", LeafKind.INT),
    FD_TUPLE_SERVER_IP("fd.tuple.server_ip", LeafKind.OPTIONAL_BYTES),
    FD_TUPLE_SERVER_PORT("fd.tuple.server_port", LeafKind.INT),
    FD_TUPLE_LOCAL("fd.tuple.local", LeafKind.INT),
    PROCESS("process", LeafKind.OPTIONAL_RECORD),
    PROCESS_NAME("process.name", LeafKind.BYTES),
    PROCESS_EXE("process.exe", LeafKind.BYTES),
    PROCESS_EXE_PATH("process.exe_path", LeafKind.BYTES),
    PROCESS_ARGS("process.args", LeafKind.ARRAY),
    PROCESS_CWD("process.cwd", LeafKind.BYTES),
    PROCESS_FLAGS("process.flags", LeafKind.INT),
    PROCESS_TTY("process.tty", LeafKind.LONG),
    PROCESS_PID("process.pid", LeafKind.LONG),
    PROCESS_VPID("process.vpid", LeafKind.LONG),
    PROCESS_VTID("process.vtid", LeafKind.LONG),
    PROCESS_SID("process.sid", LeafKind.LONG),
    PROCESS_PGID("process.pgid", LeafKind.LONG),
    PROCESS_VPGID("process.vpgid", LeafKind.LONG),
    PROCESS_CLONE_TIME("process.clone_time", LeafKind.LONG),
    PROCESS_PIDNS_START_TIME("process.pidns_start_time", LeafKind.LONG),
    PROCESS_EXE_INO("process.exe_ino", LeafKind.LONG),
    PROCESS_EXE_CTIME("process.exe_ctime", LeafKind.LONG),
    PROCESS_EXE_MTIME("process.exe_mtime", LeafKind.LONG),
    PROCESS_CAP_INHERITABLE("process.cap_inheritable", LeafKind.LONG),
    PROCESS_CAP_PERMITTED("process.cap_permitted", LeafKind.LONG),
    PROCESS_CAP_EFFECTIVE("process.cap_effective", LeafKind.LONG),
    CONTAINER_ID("container.id", LeafKind.BYTES),
    CONTAINER_FULL_ID("container.full_id", LeafKind.OPTIONAL_BYTES),
    USER_UID("user.uid", LeafKind.LONG),
    USER_GID("user.gid", LeafKind.LONG),
    USER_LOGIN_UID("user.login_uid", LeafKind.LONG),
    USER_NAME("user.name", LeafKind.BYTES),
    USER_GROUP_NAME("user.group_name", LeafKind.BYTES),
    USER_LOGIN_NAME("user.login_name", LeafKind.BYTES),
    USER_DETAILS("user.details", LeafKind.OPTIONAL_RECORD),
    USER_DETAILS_HOME("user.details.home", LeafKind.BYTES),
    USER_DETAILS_SHELL("user.details.shell", LeafKind.BYTES),
    ANCESTORS("ancestors", LeafKind.ARRAY),
    ARGS("args", LeafKind.ARRAY),
    LEADERS("leaders", LeafKind.OPTIONAL_RECORD),
    LEADERS_SESSION("leaders.session", LeafKind.RECORD_OR_INT),
    LEADERS_SESSION_NAME("leaders.session.name", LeafKind.BYTES),
    LEADERS_SESSION_EXE("leaders.session.exe", LeafKind.BYTES),
    LEADERS_SESSION_EXE_PATH("leaders.session.exe_path", LeafKind.BYTES),
    LEADERS_PROCESS_GROUP("leaders.process_group", LeafKind.RECORD_OR_INT),
    LEADERS_PROCESS_GROUP_NAME("leaders.process_group.name", LeafKind.BYTES),
    LEADERS_PROCESS_GROUP_EXE("leaders.process_group.exe", LeafKind.BYTES),
    LEADERS_PROCESS_GROUP_EXE_PATH("leaders.process_group.exe_path", LeafKind.BYTES),
    LEADERS_VIRTUAL_PROCESS_GROUP("leaders.virtual_process_group", LeafKind.RECORD_OR_INT),
    LEADERS_VIRTUAL_PROCESS_GROUP_NAME("leaders.virtual_process_group.name", LeafKind.BYTES),
    LEADERS_VIRTUAL_PROCESS_GROUP_EXE("leaders.virtual_process_group.exe", LeafKind.BYTES),
    LEADERS_VIRTUAL_PROCESS_GROUP_EXE_PATH(
            "leaders.virtual_process_group.exe_path", LeafKind.BYTES),
    ENVIRONMENT("environment", LeafKind.OPTIONAL_ARRAY),
    CGROUPS("cgroups", LeafKind.OPTIONAL_ARRAY),
    RESOURCES("resources", LeafKind.OPTIONAL_RECORD),
    RESOURCES_VM_SIZE("resources.vm_size", LeafKind.LONG),
    RESOURCES_VM_RSS("resources.vm_rss", LeafKind.LONG),
    RESOURCES_VM_SWAP("resources.vm_swap", LeafKind.LONG),
    RESOURCES_MINOR_FAULTS("resources.minor_faults", LeafKind.LONG),
    RESOURCES_MAJOR_FAULTS("resources.major_faults", LeafKind.LONG),
    RESOURCES_FD_LIMIT("resources.fd_limit", LeafKind.LONG),
    RESOURCES_FD_OPEN("resources.fd_open", LeafKind.LONG),
    RESOURCES_THREADS("resources.threads", LeafKind.LONG),
    RESOURCES_CHILDREN("resources.children", LeafKind.LONG),
    STDIO("stdio", LeafKind.OPTIONAL_ARRAY),
    CONTAINER_DETAILS("container_details", LeafKind.OPTIONAL_RECORD),
    CONTAINER_DETAILS_FULL_ID("container_details.full_id", LeafKind.BYTES),
    CONTAINER_DETAILS_NAME("container_details.name", LeafKind.BYTES),
    CONTAINER_DETAILS_TYPE("container_details.type", LeafKind.BYTES),
    CONTAINER_DETAILS_IMAGE("container_details.image", LeafKind.BYTES),
    CONTAINER_DETAILS_IMAGE_ID("container_details.image_id", LeafKind.BYTES),
    CONTAINER_DETAILS_IMAGE_REPOSITORY("container_details.image_repository", LeafKind.BYTES),
    CONTAINER_DETAILS_IMAGE_TAG("container_details.image_tag", LeafKind.BYTES),
    CONTAINER_DETAILS_IMAGE_DIGEST("container_details.image_digest", LeafKind.BYTES),
    CONTAINER_DETAILS_IP("container_details.ip", LeafKind.BYTES),
    CONTAINER_DETAILS_CNI_JSON("container_details.cni_json", LeafKind.BYTES),
    CONTAINER_DETAILS_POD_SANDBOX_ID("container_details.pod_sandbox_id", LeafKind.BYTES),
    CONTAINER_DETAILS_POD_IP("container_details.pod_ip", LeafKind.OPTIONAL_BYTES),
    CONTAINER_DETAILS_POD_CNI_JSON("container_details.pod_cni_json", LeafKind.OPTIONAL_BYTES),
    CONTAINER_DETAILS_FLAGS("container_details.flags", LeafKind.INT),
    CONTAINER_DETAILS_MOUNTS("container_details.mounts", LeafKind.ARRAY),
    CONTAINER_DETAILS_LABELS("container_details.labels", LeafKind.ARRAY),
    CONTAINER_DETAILS_POD_LABELS("container_details.pod_labels", LeafKind.ARRAY),
    NODE("node", LeafKind.BYTES),
    CPU("cpu", LeafKind.INT),
    NUM("num", LeafKind.LONG),
    TIE("tie", LeafKind.INT),
    RUN("run", LeafKind.LONG),
    PUB_SEQ("pub_seq", LeafKind.LONG);

    private static final EventLeaf[] VALUES = values();

    private final String path;
    private final LeafKind kind;

    EventLeaf(String path, LeafKind kind) {
        this.path = path;
        this.kind = kind;
    }

    String path() {
        return path;
    }

    LeafKind kind() {
        return kind;
    }

    static int count() {
        return VALUES.length;
    }

    /** Kinds by ordinal: what the reader walks over. */
    static LeafKind[] kinds() {
        return Arrays.stream(VALUES).map(EventLeaf::kind).toArray(LeafKind[]::new);
    }

    /** For each leaf the ordinal of the first leaf after it and all that lies below it. */
    static int[] ends() {
        return Arrays.stream(VALUES).mapToInt(EventLeaf::end).toArray();
    }

    private int end() {
        int end = ordinal() + 1;
        while (end < VALUES.length && VALUES[end].path.startsWith(path + ".")) {
            end++;
        }
        return end;
    }
}
