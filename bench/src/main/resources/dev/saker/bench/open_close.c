// SPDX-License-Identifier: Apache-2.0
/*
 * Opens and closes /dev/null from one thread per processor: two events a turn.
 *
 *   open_close RATE SECONDS    RATE turns a second in all, caught up with when late; 0 is flat out
 *
 * Ends with one line, the turns it made.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define TICK_NS 1000000L /* one burst a millisecond: small beside a ring, cheap to sleep for */
#define SECOND_NS 1000000000L
#define MAX_THREADS 256

struct worker {
	pthread_t thread;
	int cpu;
	long rate;
	long seconds;
	long turns;
};

static long now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * SECOND_NS + now.tv_nsec;
}

static void turn(struct worker *worker)
{
	int fd = open("/dev/null", O_RDONLY);

	if (fd < 0 || close(fd) != 0)
		exit(1);
	worker->turns++;
}

static void flat_out(struct worker *worker, long start)
{
	long end = start + worker->seconds * SECOND_NS;

	while (now_ns() < end) {
		for (int i = 0; i < 64; i++)
			turn(worker);
	}
}

static void at_rate(struct worker *worker, long start)
{
	long total = worker->rate * worker->seconds;

	for (long tick = 1; worker->turns < total; tick++) {
		long wake = start + tick * TICK_NS;
		struct timespec until = { wake / SECOND_NS, wake % SECOND_NS };
		long due = (long)((double)tick * TICK_NS / SECOND_NS * worker->rate);

		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
		while (worker->turns < due && worker->turns < total)
			turn(worker);
	}
}

static void *work(void *argument)
{
	struct worker *worker = argument;
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(worker->cpu, &cpus);
	pthread_setaffinity_np(pthread_self(), sizeof(cpus), &cpus);
	if (worker->rate == 0)
		flat_out(worker, now_ns());
	else
		at_rate(worker, now_ns());
	return NULL;
}

int main(int argc, char **argv)
{
	static struct worker workers[MAX_THREADS];
	long threads = sysconf(_SC_NPROCESSORS_ONLN);
	long turns = 0;

	if (argc != 3 || threads > MAX_THREADS)
		return 2;
	for (long i = 0; i < threads; i++) {
		workers[i].cpu = i;
		workers[i].rate = (atol(argv[1]) + i) / threads; /* shares that add up to the rate */
		workers[i].seconds = atol(argv[2]);
		if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
			return 1;
	}
	for (long i = 0; i < threads; i++) {
		pthread_join(workers[i].thread, NULL);
		turns += workers[i].turns;
	}
	printf("%ld\n", turns);
	return 0;
}
