// SPDX-License-Identifier: Apache-2.0
/*
 * An event of each step that may stand back: every_step RATE SECONDS DIRECTORY does RATE turns a
 * second of a message sent, a close, an open that fails, a mode changed and an open; every tenth
 * changes the working directory, which never stands back. Prints the turns it made.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SECOND_NS 1000000000L

static int pair[2];

static void check(int right)
{
	if (!right)
		exit(1);
}

static void turn(long number)
{
	char byte = 0;
	int fd = open("file", O_RDONLY);

	check(fd >= 0 && close(fd) == 0);
	check(open("missing", O_RDONLY) < 0);
	check(chmod("file", 0600) == 0);
	check(send(pair[0], &byte, 1, 0) == 1 && read(pair[1], &byte, 1) == 1);
	if (number % 10 == 0)
		check(chdir(".") == 0);
}

int main(int argc, char **argv)
{
	struct timespec now, pause = { 0, 1000000 };
	long rate, total, made = 0, start;

	check(argc == 4 && chdir(argv[3]) == 0);
	check(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
	rate = atol(argv[1]);
	total = rate * atol(argv[2]);
	clock_gettime(CLOCK_MONOTONIC, &now);
	start = now.tv_sec * SECOND_NS + now.tv_nsec;
	while (made < total) {
		long due;

		clock_gettime(CLOCK_MONOTONIC, &now);
		due = (now.tv_sec * SECOND_NS + now.tv_nsec - start) / 1000 * rate / 1000000;
		while (made < due && made < total)
			turn(made++);
		nanosleep(&pause, NULL);
	}
	printf("%ld\n", made);
	return 0;
}
