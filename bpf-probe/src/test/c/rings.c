// SPDX-License-Identifier: Apache-2.0

/*
 * Performs one operation through a ring of io_uring, by raw system calls, and prints what came of it as
 * deeds.c does. Usage: rings [silent|direct|polled] OPERATION [ARGUMENT...]. Silent asks for no completion on
 * success, direct puts the file into the table of the ring, polled lets a thread of the kernel submit.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define ENTRIES 8

static char **arguments;
static int argument_count, ring, polled;
static struct io_uring_params parameters;
static char *queue;
static struct io_uring_sqe *entries;

static void say(const char *name, long value)
{
	printf("%s=%ld\n", name, value);
}

static long number(int index)
{
	return index < argument_count ? strtol(arguments[index], NULL, 0) : 0;
}

static void open_ring(void)
{
	parameters.flags = polled ? IORING_SETUP_SQPOLL : 0;
	ring = syscall(SYS_io_uring_setup, ENTRIES, &parameters);
	if (ring < 0) {
		perror("io_uring_setup");
		exit(2);
	}
	/* One mapping for both queues: every kernel since 5.4. */
	queue = mmap(NULL, 1 << 16, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring,
		     IORING_OFF_SQ_RING);
	entries = mmap(NULL, ENTRIES * sizeof(*entries), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_POPULATE, ring, IORING_OFF_SQES);
	if (queue == MAP_FAILED || entries == MAP_FAILED) {
		perror("mmap");
		exit(2);
	}
}

static volatile uint32_t *at(uint32_t offset)
{
	return (uint32_t *)(queue + offset);
}

/* Submits the first entry and waits for what comes of it, unless nothing will. */
static long submit(int silent)
{
	struct io_uring_cqe *completions = (void *)(queue + parameters.cq_off.cqes);
	uint32_t tail = *at(parameters.sq_off.tail), head = *at(parameters.cq_off.head);
	uint32_t mask = *at(parameters.cq_off.ring_mask);
	long result;

	at(parameters.sq_off.array)[tail & *at(parameters.sq_off.ring_mask)] = 0;
	__atomic_store_n(at(parameters.sq_off.tail), tail + 1, __ATOMIC_RELEASE);
	result = syscall(SYS_io_uring_enter, ring, 1, silent ? 0 : 1,
			 IORING_ENTER_GETEVENTS | (polled ? IORING_ENTER_SQ_WAKEUP : 0), NULL, 0);
	if (result < 0)
		return -errno;
	if (silent) {
		usleep(50000);
		return 0;
	}
	while (__atomic_load_n(at(parameters.cq_off.tail), __ATOMIC_ACQUIRE) == head)
		usleep(100);
	return completions[head & mask].res;
}

static struct io_uring_sqe *entry(int opcode, long fd, const void *address, uint32_t length)
{
	memset(entries, 0, sizeof(*entries));
	entries->opcode = opcode;
	entries->fd = fd;
	entries->addr = (uint64_t)(uintptr_t)address;
	entries->len = length;
	return entries;
}

static void on_paths(int opcode, const char *first, const char *second, uint32_t length)
{
	entry(opcode, AT_FDCWD, first, length)->addr2 = (uint64_t)(uintptr_t)second;
}

static struct sockaddr_in listen_somewhere(int fd)
{
	struct sockaddr_in address = { AF_INET, 0, { htonl(INADDR_LOOPBACK) } };
	socklen_t length = sizeof(address);

	bind(fd, (void *)&address, length);
	getsockname(fd, (void *)&address, &length);
	return address;
}

static struct open_how how;
static struct sockaddr_in peer;
static char buffer[64];

static struct sockaddr_in at_port(int port)
{
	return (struct sockaddr_in){ AF_INET, htons(port), { htonl(INADDR_LOOPBACK) } };
}

static int datagrams_from(int port)
{
	struct sockaddr_in own = at_port(port);
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (bind(fd, (void *)&own, sizeof(own)))
		perror("bind");
	return fd;
}

static struct iovec part;
static struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_name = &peer,
				 .msg_namelen = sizeof(peer) };

static void prepare_receipt(void)
{
	int receiver = datagrams_from(20618), sender = datagrams_from(20617);

	peer = at_port(20618);
	if (sendto(sender, arguments[0], strlen(arguments[0]), 0, (void *)&peer, sizeof(peer)) < 0)
		perror("sendto");
	memset(&peer, 0, sizeof(peer));
	part = (struct iovec){ buffer, sizeof(buffer) };
	say("receiver", receiver);
	entry(IORING_OP_RECVMSG, receiver, &message, 1);
}

/* Datagrams, from 20616 to nobody or from 20617 to 20618, if it is about them. */
static int prepare_message(const char *name)
{
	int sender;

	if (!strcmp(name, "recvmsg")) {
		prepare_receipt();
		return 1;
	}
	if (strcmp(name, "sendmsg") && strcmp(name, "sendto"))
		return 0;
	sender = datagrams_from(20616);
	part = (struct iovec){ arguments[0], strlen(arguments[0]) };
	peer = at_port(9);
	say("sender", sender);
	if (!strcmp(name, "sendmsg")) {
		entry(IORING_OP_SENDMSG, sender, &message, 1);
		return 1;
	}
	entry(IORING_OP_SEND, sender, arguments[0], part.iov_len)->addr2 = (uint64_t)(uintptr_t)&peer;
	entries->addr_len = sizeof(peer);
	return 1;
}

static void prepare_socket_operation(const char *name)
{
	int listener = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
	int pair[2];

	peer = listen_somewhere(listener);
	say("listener", listener);
	say("client", client);
	if (!strcmp(name, "bind")) {
		peer = at_port(20619);
		entry(56 /* BIND */, client, &peer, 0)->addr2 = sizeof(peer);
		return;
	}
	if (!strcmp(name, "listen")) {
		entry(57 /* LISTEN */, listener, NULL, number(0));
		return;
	}
	listen(listener, 5);
	if (!strcmp(name, "connect")) {
		entry(IORING_OP_CONNECT, client, &peer, 0)->off = sizeof(peer);
		return;
	}
	if (!strcmp(name, "accept")) {
		connect(client, (void *)&peer, sizeof(peer));
		entry(IORING_OP_ACCEPT, listener, NULL, 0)->accept_flags = number(0);
		return;
	}
	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	say("sender", pair[0]);
	say("receiver", pair[1]);
	if (!strcmp(name, "shutdown")) {
		entry(IORING_OP_SHUTDOWN, pair[0], NULL, number(0));
		return;
	}
	if (!strcmp(name, "send")) {
		entry(IORING_OP_SEND, pair[0], arguments[0], strlen(arguments[0]));
		return;
	}
	if (write(pair[0], arguments[0], strlen(arguments[0])) < 0)
		perror("write");
	entry(IORING_OP_RECV, pair[1], buffer, sizeof(buffer));
}

static void prepare(const char *name)
{
	if (!strcmp(name, "openat")) {
		entry(IORING_OP_OPENAT, AT_FDCWD, arguments[0], number(2))->open_flags = number(1);
	} else if (!strcmp(name, "openat2")) {
		how = (struct open_how){ number(1), number(2), number(3) };
		entry(IORING_OP_OPENAT2, AT_FDCWD, arguments[0], sizeof(how))->off =
			(uint64_t)(uintptr_t)&how;
	} else if (!strcmp(name, "unlinkat")) {
		entry(IORING_OP_UNLINKAT, AT_FDCWD, arguments[0], 0)->unlink_flags = number(1);
	} else if (!strcmp(name, "renameat")) {
		on_paths(IORING_OP_RENAMEAT, arguments[0], arguments[1], AT_FDCWD);
		entries->rename_flags = number(2);
	} else if (!strcmp(name, "mkdirat")) {
		entry(IORING_OP_MKDIRAT, AT_FDCWD, arguments[0], number(1));
	} else if (!strcmp(name, "symlinkat")) {
		on_paths(IORING_OP_SYMLINKAT, arguments[0], arguments[1], 0);
	} else if (!strcmp(name, "linkat")) {
		on_paths(IORING_OP_LINKAT, arguments[0], arguments[1], AT_FDCWD);
		entries->hardlink_flags = number(2);
	} else if (!strcmp(name, "close")) {
		entry(IORING_OP_CLOSE, number(0), NULL, 0);
	} else if (!strcmp(name, "socket")) {
		entry(45 /* SOCKET */, number(0), NULL, number(2))->off = number(1);
	} else if (!prepare_message(name)) {
		prepare_socket_operation(name);
	}
}

static void use_the_rings_table(void)
{
	int none = -1;

	if (syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES, &none, 1))
		perror("io_uring_register");
	entries->file_index = 1; /* the first place */
}

int main(int argc, char **argv)
{
	int silent = !strcmp(argv[1], "silent"), direct = !strcmp(argv[1], "direct");
	struct stat st;
	long result;

	polled = !strcmp(argv[1], "polled");
	argv += silent | direct | polled;
	argc -= silent | direct | polled;
	arguments = argv + 2;
	argument_count = argc - 2;
	dup2(1, 200); /* an operation may close what we print to */
	stdout = fdopen(200, "w");
	open_ring();
	prepare(argv[1]);
	if (direct)
		use_the_rings_table();
	if (silent)
		entries->flags |= IOSQE_CQE_SKIP_SUCCESS;
	result = submit(silent);
	say("result", result);
	if (result > 0 && !fstat(result, &st)) {
		say("dev", major(st.st_dev) << 8 | minor(st.st_dev));
		say("ino", st.st_ino);
	}
	fflush(stdout);
	return 0;
}
