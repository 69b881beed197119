// SPDX-License-Identifier: Apache-2.0
#pragma once

/*
 * Gives up capabilities in every thread of the process. The kernel keeps them per thread, and a JVM has
 * dozens by the time the probe is loaded; so each is sent a signal whose handler gives them up, as the C
 * library does for setuid. Threads that come later inherit from those.
 */
#include <dirent.h>
#include <errno.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define CONFINE_PASSES 20     /* threads may be starting others meanwhile */
#define CONFINE_WAIT_MS 1000 /* for one thread, which may not be let run at once */

static uint64_t confine_keep;
static atomic_int confine_done, confine_error;

/* In a signal handler: system calls and nothing else. */
static void confine_thread(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2];
	uint64_t kept;

	if (syscall(SYS_capget, &header, data))
		goto failed;
	for (int capability = 0; capability <= CAP_LAST_CAP; capability++) {
		/* Needs CAP_SETPCAP, without which nobody could use what is in there anyway. */
		if (!(confine_keep >> capability & 1))
			syscall(SYS_prctl, PR_CAPBSET_DROP, capability, 0, 0, 0);
	}
	syscall(SYS_prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	kept = (data[0].permitted | (uint64_t)data[1].permitted << 32) & confine_keep;
	for (int half = 0; half < 2; half++) {
		data[half].permitted = data[half].effective = kept >> 32 * half;
		data[half].inheritable = 0;
	}
	if (!syscall(SYS_capset, &header, data) &&
	    !syscall(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return;
failed:
	atomic_store(&confine_error, errno);
}

static void confine_on_signal(int signal)
{
	int before = errno;

	confine_thread();
	errno = before;
	atomic_fetch_add(&confine_done, 1);
}

/* What a thread has left beyond what is kept; 0 as well if it is gone. */
static uint64_t confine_rest(const char *tid)
{
	unsigned long long permitted = 0;
	char path[64], line[256];
	FILE *status;

	snprintf(path, sizeof(path), "/proc/self/task/%.20s/status", tid);
	status = fopen(path, "r");
	if (!status)
		return 0;
	while (fgets(line, sizeof(line), status)) {
		if (sscanf(line, "CapPrm: %llx", &permitted) == 1)
			break;
	}
	fclose(status);
	return permitted & ~confine_keep;
}

static void confine_signal(const char *tid, int number)
{
	struct timespec pause = { 0, 1000000 };
	int before = atomic_load(&confine_done);

	if (syscall(SYS_tgkill, getpid(), atoi(tid), number))
		return;
	for (int i = 0; i < CONFINE_WAIT_MS && atomic_load(&confine_done) == before; i++)
		nanosleep(&pause, NULL);
}

/* How many threads had something left to give up, or -errno. */
static int confine_pass(int number)
{
	DIR *tasks = opendir("/proc/self/task");
	struct dirent *task;
	int found = 0;

	if (!tasks)
		return -errno;
	while ((task = readdir(tasks))) {
		if (task->d_name[0] == '.' || !confine_rest(task->d_name))
			continue;
		found++;
		confine_signal(task->d_name, number);
	}
	closedir(tasks);
	return found;
}

static int confine(uint64_t keep)
{
	struct sigaction action = { .sa_handler = confine_on_signal, .sa_flags = SA_RESTART };
	struct sigaction before;
	int number = SIGRTMIN + 5, found = 1;

	confine_keep = keep;
	atomic_store(&confine_error, 0);
	confine_thread(); /* this one also where it has nothing left: no_new_privs */
	if (sigaction(number, &action, &before))
		return -errno;
	for (int pass = 0; pass < CONFINE_PASSES && found > 0; pass++)
		found = confine_pass(number);
	sigaction(number, &before, NULL);
	if (atomic_load(&confine_error))
		return -atomic_load(&confine_error);
	return found > 0 ? -EAGAIN : found;
}
