// SPDX-License-Identifier: Apache-2.0

/*
 * Writes a ring as Falco's kernel module does, from a process of its own: module INFO DATA SIZE EVENTS
 * CPU PAUSE. INFO is a file of a page, DATA one of twice SIZE. An event is written where the head is, if
 * there is room for it between head and tail with a byte to spare, then the head moves with a barrier
 * before it; an event without room is counted. The module's data is mapped twice, here every byte
 * is written twice, which looks the same to who reads. Unlike the module it can wait, to be read without loss:
 * with PAUSE it looks that many microseconds later whether there is room; with 0 it does as the module does.
 * Says how many events it wrote and how many it dropped.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

struct info {
	volatile uint32_t head, tail;
	volatile uint64_t events, dropped, of_category[10], faults, preemptions, switches;
};

struct __attribute__((packed)) header {
	uint64_t time, thread;
	uint32_t length;
	uint16_t type;
	uint32_t parameters;
};

#define READ_EVENT 7

static void *map(const char *path, size_t bytes)
{
	int fd = open(path, O_RDWR);
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (fd < 0 || memory == MAP_FAILED) {
		perror(path);
		exit(1);
	}
	return memory;
}

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* Up to two pages of the number's last byte behind the header. */
static uint32_t make(uint8_t *event, uint64_t number, int cpu)
{
	uint32_t length = sizeof(struct header) + number * 2654435761u % 4000;
	struct header h = { now(), number << 8 | cpu, length, READ_EVENT, 0 };

	memcpy(event, &h, sizeof(h));
	memset(event + sizeof(h), (int)number, length - sizeof(h));
	return length;
}

int main(int argc, char **argv)
{
	uint32_t size = strtoul(argv[3], NULL, 10), length, head, tail, room;
	uint64_t events = strtoull(argv[4], NULL, 10);
	struct info *info = map(argv[1], 4096);
	uint8_t *data = map(argv[2], 2 * (size_t)size), event[8192];
	int cpu = atoi(argv[5]);
	long pause = atol(argv[6]);

	if (argc != 7)
		return 2;
	for (uint64_t number = 0; number < events; number++) {
		info->events++;
		length = make(event, number, cpu);
		head = info->head;
		do {
			tail = info->tail;
			room = tail > head ? tail - head - 1 : size + tail - head - 1;
		} while (length > room && pause && !usleep(pause));
		if (length > room) {
			info->dropped++;
			info->of_category[number % 2 ? 5 : 0] += number % 3 == 0;
		} else {
			for (uint32_t i = 0; i < length; i++) {
				uint32_t at = (head + i) & (size - 1);

				data[at] = data[at + size] = event[i];
			}
			__sync_synchronize();
			info->head = (head + length) & (size - 1);
		}
	}
	printf("written=%llu\ndropped=%llu\n", (unsigned long long)(events - info->dropped),
	       (unsigned long long)info->dropped);
	return 0;
}
