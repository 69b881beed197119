// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/** Numbers of the kinds of blocks. Those with the high bit are of files before 2013. */
final class BlockTypes {
    static final int SECTION_HEADER = 0x0a0d0d0a;

    static final int MACHINE = 0x201;
    static final int OLD_MACHINE = 0x8002abcd;

    static final int PROCESSES_1 = 0x202;
    static final int OLD_PROCESSES_1 = 0x8000abcd;
    static final int PROCESSES_2 = 0x207;
    static final int OLD_PROCESSES_2 = 0x8013abcd;
    static final int PROCESSES_3 = 0x209;
    static final int OLD_PROCESSES_3 = 0x8014abcd;
    static final int PROCESSES_4 = 0x210;
    static final int PROCESSES_5 = 0x211;
    static final int PROCESSES_6 = 0x212;
    static final int PROCESSES_7 = 0x213;
    static final int PROCESSES_8 = 0x214;
    static final int PROCESSES_9 = 0x215;

    static final int DESCRIPTORS = 0x203;
    static final int OLD_DESCRIPTORS = 0x8001abcd;
    static final int SIZED_DESCRIPTORS = 0x218;

    static final int EVENT = 0x204;
    static final int OLD_EVENT = 0x8010abcd;
    static final int EVENT_WITH_FLAGS = 0x208;
    static final int EVENT_2 = 0x216;
    static final int EVENT_2_WITH_FLAGS = 0x217;
    static final int LARGE_EVENT = 0x221;
    static final int LARGE_EVENT_WITH_FLAGS = 0x222;

    static final int INTERFACES = 0x205;
    static final int OLD_INTERFACES = 0x8011abcd;
    static final int SIZED_INTERFACES = 0x219;

    static final int USERS = 0x206;
    static final int OLD_USERS = 0x8012abcd;
    static final int SIZED_USERS = 0x220;

    private BlockTypes() {}
}
