// SPDX-License-Identifier: Apache-2.0

/*
 * A thread that changes the arguments of system calls while another makes them. Usage: races CALL TRIES
 * FIRST SECOND: texts that differ in their last byte, which the name is by turns; for connect the ports
 * of two datagram sockets of this program, for connect-stream of two that listen. Prints result=, how often the call succeeded, and for connect
 * tN=, the port that the kernel has after the Nth call.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *choices[2];
static volatile char name[4096];
static struct sockaddr_in address = { AF_INET, 0, { 0x0100007f } };
static volatile unsigned short *const port = &address.sin_port;
static unsigned short ports[2];
static volatile int done;
static volatile unsigned turns;

#define PAUSE 200 /* about as long as the kernel takes to read a name and we take to read it again */

static void *change_name(void *unused)
{
	size_t last = strlen(choices[0]) - 1;

	for (; !done; turns++) {
		name[last] = choices[turns & 1][last];
		for (volatile int pause = 0; pause < PAUSE; pause++)
			;
	}
	return NULL;
}

/* Until the other thread is at work beside this one; where it is not let run, for a while. */
static void await_attacker(void)
{
	unsigned before = turns;

	for (int spin = 0; turns == before && spin < 100000; spin++)
		;
}

static void *change_port(void *unused)
{
	for (; !done; turns++) {
		*port = ports[turns & 1];
		for (volatile int pause = 0; pause < PAUSE; pause++)
			;
	}
	return NULL;
}

static unsigned short some_port(int type, int *fd)
{
	struct sockaddr_in own = { AF_INET, 0, { 0x0100007f } };
	socklen_t length = sizeof(own);

	*fd = socket(AF_INET, type, 0);
	bind(*fd, (void *)&own, length);
	getsockname(*fd, (void *)&own, &length);
	if (type == SOCK_STREAM)
		listen(*fd, 5);
	return own.sin_port;
}

/* At once, so that its port is free again. */
static void reset(int fd)
{
	struct linger none = { 1, 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	close(fd);
}

static void connect_often(long tries, int type, const int *listeners)
{
	struct sockaddr_in taken;
	socklen_t length;

	for (long i = 0; i < tries; i++) {
		int fd = socket(AF_INET, type, 0);

		await_attacker();
		connect(fd, (void *)&address, sizeof(address));
		length = sizeof(taken);
		getpeername(fd, (void *)&taken, &length);
		printf("t%ld=%d\n", i, ntohs(taken.sin_port));
		if (type == SOCK_STREAM)
			reset(accept(listeners[taken.sin_port == ports[1]], NULL, NULL));
		close(fd);
	}
}

static long open_often(long tries)
{
	long opened = 0;

	for (long i = 0; i < tries; i++) {
		int fd;

		await_attacker();
		fd = syscall(SYS_openat, AT_FDCWD, name, O_RDONLY, 0);

		if (fd >= 0) {
			opened++;
			close(fd);
		}
	}
	return opened;
}

int main(int argc, char **argv)
{
	long tries = strtol(argv[2], NULL, 0);
	int connecting = !strncmp(argv[1], "connect", 7), listeners[2];
	int type = !strcmp(argv[1], "connect-stream") ? SOCK_STREAM : SOCK_DGRAM;
	pthread_t attacker;

	if (connecting) {
		ports[0] = *port = some_port(type, &listeners[0]);
		ports[1] = some_port(type, &listeners[1]);
	} else {
		choices[0] = argv[3];
		choices[1] = argv[4];
		strcpy((char *)name, argv[3]);
	}
	pthread_create(&attacker, NULL, connecting ? change_port : change_name, NULL);
	if (connecting)
		connect_often(tries, type, listeners);
	else
		printf("result=%ld\n", open_often(tries));
	done = 1;
	pthread_join(attacker, NULL);
	return 0;
}
