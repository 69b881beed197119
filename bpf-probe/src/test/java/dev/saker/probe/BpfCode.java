// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The instructions of one program in an object file (ELF64, little endian; instructions of eight
 * bytes as in the kernel's {@code Documentation/bpf/standardization/instruction-set.rst}).
 */
record BpfCode(String name, long[] instructions) {
    private static final int SECTION_BYTES = 64;
    private static final int SYMBOL_BYTES = 24;
    private static final int TYPE_SYMBOLS = 2;
    private static final int KIND_FUNCTION = 2;

    private static final int CLASS = 0x07;
    private static final int JUMP = 0x05;
    private static final int JUMP_32 = 0x06;
    private static final int ALWAYS = 0x05;
    private static final int CALL = 0x85;
    private static final int EXIT = 0x95;
    private static final int LOAD_OF_16_BYTES = 0x18;

    /** Where the verifier is at an instruction. */
    private enum Visit {
        NOT_YET,
        ON_THE_WAY,
        DONE
    }

    static List<BpfCode> programs(byte[] object) {
        ByteBuffer elf = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
        int sections = (int) elf.getLong(40);
        int count = elf.getShort(60);
        List<BpfCode> programs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int section = sections + i * SECTION_BYTES;
            if (elf.getInt(section + 4) == TYPE_SYMBOLS) {
                int names = sections + elf.getInt(section + 40) * SECTION_BYTES;
                addFunctions(elf, sections, section, (int) elf.getLong(names + 24), programs);
            }
        }
        return programs;
    }

    private static void addFunctions(
            ByteBuffer elf, int sections, int symbols, int names, List<BpfCode> to) {
        int begin = (int) elf.getLong(symbols + 24);
        int end = begin + (int) elf.getLong(symbols + 32);
        for (int symbol = begin; symbol < end; symbol += SYMBOL_BYTES) {
            if ((elf.get(symbol + 4) & 0xF) == KIND_FUNCTION) {
                int section = sections + elf.getShort(symbol + 6) * SECTION_BYTES;
                int code = (int) (elf.getLong(section + 24) + elf.getLong(symbol + 8));
                long[] instructions = new long[(int) (elf.getLong(symbol + 16) / Long.BYTES)];
                for (int i = 0; i < instructions.length; i++) {
                    instructions[i] = elf.getLong(code + i * Long.BYTES);
                }
                to.add(new BpfCode(text(elf, names + elf.getInt(symbol)), instructions));
            }
        }
    }

    private static String text(ByteBuffer elf, int at) {
        StringBuilder text = new StringBuilder();
        for (int i = at; elf.get(i) != 0; i++) {
            text.append((char) elf.get(i));
        }
        return text.toString();
    }

    /** As {@code check_cfg} looks at it: depth first, the next instruction before the jump's. */
    boolean fallsBackIntoALoop() {
        Visit[] visits = new Visit[instructions.length];
        Arrays.fill(visits, Visit.NOT_YET);
        Deque<int[]> way = new ArrayDeque<>(); // instruction, and how many ways on were taken
        visits[0] = Visit.ON_THE_WAY;
        way.push(new int[] {0, 0});
        while (!way.isEmpty()) {
            int[] at = way.peek();
            int[] next = next(at[0]);
            if (at[1] == next.length) {
                visits[at[0]] = Visit.DONE;
                way.pop();
                continue;
            }
            int to = next[at[1]++];
            if (visits[to] == Visit.ON_THE_WAY && !jumps(at[0])) {
                return true;
            }
            if (visits[to] == Visit.NOT_YET) {
                visits[to] = Visit.ON_THE_WAY;
                way.push(new int[] {to, 0});
            }
        }
        return false;
    }

    private int[] next(int at) {
        int code = code(at);
        int target = at + 1 + (short) (instructions[at] >> 16);
        if (code == EXIT) {
            return new int[0];
        }
        if (!jumps(at)) {
            return new int[] {code == LOAD_OF_16_BYTES ? at + 2 : at + 1};
        }
        return code == ALWAYS ? new int[] {target} : new int[] {at + 1, target};
    }

    private boolean jumps(int at) {
        int code = code(at);
        boolean isJump = (code & CLASS) == JUMP || (code & CLASS) == JUMP_32;
        return isJump && code != CALL && code != EXIT;
    }

    private int code(int at) {
        return (int) (instructions[at] & 0xFF);
    }

    @Override
    public String toString() {
        return name;
    }
}
