// SPDX-License-Identifier: Apache-2.0
/*
 * What programs do most, for a recording of ordinary work.
 *
 *   work files DIRECTORY ROUNDS    make, read, rename and remove files in a directory
 *   work loopback ROUNDS           requests and answers over connections to this host
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAMES 40
#define READS 30

static int fail(const char *what)
{
	perror(what);
	return 1;
}

static void touch(const char *path, int flags)
{
	int fd = open(path, flags, 0644);

	if (fd >= 0)
		close(fd);
}

static void use_file(const char *directory, int number)
{
	char path[512], other[512], link_path[512];

	snprintf(path, sizeof(path), "%s/file-%d.txt", directory, number);
	snprintf(other, sizeof(other), "%s/file-%d.old", directory, number);
	snprintf(link_path, sizeof(link_path), "%s/link-%d", directory, number);
	touch(path, O_CREAT | O_WRONLY | O_TRUNC);
	for (int i = 0; i < READS; i++)
		touch(i % 3 ? path : "/etc/hostname", O_RDONLY);
	chmod(path, 0600);
	rename(path, other);
	if (symlink(other, link_path) == 0)
		unlink(link_path);
	if (link(other, link_path) == 0)
		unlink(link_path);
	unlink(other);
}

static int files(const char *directory, int rounds)
{
	char below[256];

	for (int round = 0; round < rounds; round++) {
		snprintf(below, sizeof(below), "%s/part-%d", directory, round % NAMES);
		if (mkdir(below, 0755))
			return fail(below);
		use_file(below, round % NAMES);
		rmdir(below);
	}
	return 0;
}

static int answer(int listener, int rounds)
{
	char request[64];

	for (int round = 0; round < rounds; round++) {
		int peer = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

		if (peer < 0)
			return fail("accept4");
		if (recv(peer, request, sizeof(request), 0) > 0)
			send(peer, "answer", 6, MSG_NOSIGNAL);
		close(peer);
	}
	return 0;
}

static int ask(const struct sockaddr_in *address)
{
	char reply[64];
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return fail("socket");
	if (connect(fd, (const struct sockaddr *)address, sizeof(*address)))
		return fail("connect");
	send(fd, "request", 7, MSG_NOSIGNAL);
	recv(fd, reply, sizeof(reply), 0);
	close(fd);
	return 0;
}

static int loopback(int rounds)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t length = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 64))
		return fail("listen");
	getsockname(listener, (struct sockaddr *)&address, &length);
	if (fork() == 0)
		_exit(answer(listener, rounds));
	for (int round = 0; round < rounds; round++)
		if (ask(&address))
			return 1;
	wait(NULL);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "files") == 0)
		return files(argv[2], atoi(argv[3]));
	if (argc == 3 && strcmp(argv[1], "loopback") == 0)
		return loopback(atoi(argv[2]));
	fprintf(stderr, "usage: work files DIRECTORY ROUNDS | work loopback ROUNDS\n");
	return 2;
}
