// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

/** Events waiting to be delivered, the oldest first; a binary heap over plain arrays. */
final class EventHeap {
    private final long[] times;
    private final int[] rings;
    private final long[] numbers;
    private int size;

    EventHeap(int capacity) {
        times = new long[capacity];
        rings = new int[capacity];
        numbers = new long[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    long firstTime() {
        return times[0];
    }

    int firstRing() {
        return rings[0];
    }

    long firstNumber() {
        return numbers[0];
    }

    void add(long time, int ring, long number) {
        int at = size++;
        while (at > 0) {
            int parent = at - 1 >>> 1;
            if (!isBefore(time, ring, number, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        set(at, time, ring, number);
    }

    void removeFirst() {
        size--;
        long time = times[size];
        int ring = rings[size];
        long number = numbers[size];
        int at = 0;
        int child;
        while ((child = 2 * at + 1) < size) {
            if (child + 1 < size
                    && isBefore(times[child + 1], rings[child + 1], numbers[child + 1], child)) {
                child++;
            }
            if (isBefore(time, ring, number, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        set(at, time, ring, number);
    }

    /** By time; equal times by ring and place in it, so that the order is always the same. */
    private boolean isBefore(long time, int ring, long number, int other) {
        if (time != times[other]) {
            return time < times[other];
        }
        return ring != rings[other] ? ring < rings[other] : number < numbers[other];
    }

    private void move(int from, int to) {
        set(to, times[from], rings[from], numbers[from]);
    }

    private void set(int at, long time, int ring, long number) {
        times[at] = time;
        rings[at] = ring;
        numbers[at] = number;
    }
}
