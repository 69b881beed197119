// SPDX-License-Identifier: Apache-2.0
/* Does one thing that a rule is about. Copied under other names, it is whoever a rule names. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/if_packet.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs a program as a child, so that this one is its parent. */
static int run(char **command)
{
	pid_t child = fork();

	if (child == 0) {
		execvp(command[0], command);
		_exit(127);
	}
	waitpid(child, NULL, 0);
	return 0;
}

/* The same at a terminal of its own, whose process group it leads. */
static int terminal(char **command)
{
	pid_t child = fork();
	int master;

	if (child == 0) {
		setsid();
		master = posix_openpt(O_RDWR | O_NOCTTY);
		if (master < 0 || grantpt(master) || unlockpt(master) ||
		    open(ptsname(master), O_RDWR) < 0)
			_exit(126);
		execvp(command[0], command);
		_exit(127);
	}
	waitpid(child, NULL, 0);
	return 0;
}

/* The same as another user. */
static int as_user(int user, char **command)
{
	pid_t child = fork();

	if (child == 0) {
		if (setuid(user))
			_exit(126);
		execvp(command[0], command);
		_exit(127);
	}
	waitpid(child, NULL, 0);
	return 0;
}

static int memory(char **command)
{
	static char buffer[65536];
	int program = open(command[0], O_RDONLY | O_CLOEXEC);
	int memfd = memfd_create("unnamed", MFD_CLOEXEC);
	ssize_t length;

	while ((length = read(program, buffer, sizeof(buffer))) > 0)
		if (write(memfd, buffer, length) != length)
			return 1;
	fexecve(memfd, command, (char *[]){ NULL });
	return 1;
}

static int attach(void)
{
	pid_t child = fork();

	if (child == 0) {
		pause();
		_exit(0);
	}
	ptrace(PTRACE_ATTACH, child, 0, 0);
	waitpid(child, NULL, 0);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	return 0;
}

static int reach(const char *address, int port, int type)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port) };
	int made = socket(AF_INET, type | SOCK_NONBLOCK, 0);

	inet_pton(AF_INET, address, &to.sin_addr);
	return connect(made, (struct sockaddr *)&to, sizeof(to)) < -1;
}

/* Connects to itself, at an address of this host's. */
static int reach_self(const char *address, int port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(port) };
	int listening = socket(AF_INET, SOCK_STREAM, 0);

	inet_pton(AF_INET, address, &at.sin_addr);
	if (bind(listening, (struct sockaddr *)&at, sizeof(at)) || listen(listening, 1))
		return 1;
	return reach(address, port, SOCK_STREAM);
}

/* Receives four bytes that it sent itself, given as hexadecimal digits. */
static int receive(const char *given)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t length = sizeof(at);
	int made = socket(AF_INET, SOCK_DGRAM, 0);
	unsigned int number = htonl(strtoul(given, NULL, 16));
	char bytes[8];

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(made, (struct sockaddr *)&at, sizeof(at)) ||
	    getsockname(made, (struct sockaddr *)&at, &length) ||
	    sendto(made, &number, sizeof(number), 0, (struct sockaddr *)&at, sizeof(at)) < 0)
		return 1;
	return recvfrom(made, bytes, sizeof(bytes), 0, NULL, NULL) < 0;
}

/* A connection to itself becomes standard input. */
static int redirect(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t length = sizeof(at);
	int listening = socket(AF_INET, SOCK_STREAM, 0), made = socket(AF_INET, SOCK_STREAM, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	bind(listening, (struct sockaddr *)&at, sizeof(at));
	listen(listening, 1);
	getsockname(listening, (struct sockaddr *)&at, &length);
	connect(made, (struct sockaddr *)&at, sizeof(at));
	return dup2(made, 0) < 0;
}

static int load(void)
{
	union bpf_attr program = { .prog_type = BPF_PROG_TYPE_SOCKET_FILTER };

	return syscall(SYS_bpf, BPF_PROG_LOAD, &program, sizeof(program)) > 0;
}

static int opened(const char *path, int flags)
{
	int made = open(path, flags, 0600);

	if (made >= 0 && (flags & O_ACCMODE) != O_RDONLY && write(made, "x", 1) != 1)
		return 1;
	return 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	char **rest = argv + 2;

	if (!strcmp(what, "run"))
		return run(rest);
	if (!strcmp(what, "terminal"))
		return terminal(rest);
	if (!strcmp(what, "user"))
		return as_user(atoi(rest[0]), rest + 1);
	if (!strcmp(what, "receive"))
		return receive(rest[0]);
	if (!strcmp(what, "memory"))
		return memory(rest);
	if (!strcmp(what, "read"))
		return opened(rest[0], O_RDONLY);
	if (!strcmp(what, "read-late")) {
		sleep(6);
		return opened(rest[0], O_RDONLY);
	}
	if (!strcmp(what, "write"))
		return opened(rest[0], O_WRONLY | O_CREAT);
	if (!strcmp(what, "truncate"))
		return opened(rest[0], O_WRONLY | O_CREAT | O_TRUNC);
	if (!strcmp(what, "attach"))
		return attach();
	if (!strcmp(what, "traceme"))
		return ptrace(PTRACE_TRACEME, 0, 0, 0) < 0;
	if (!strcmp(what, "udp"))
		return reach(rest[0], atoi(rest[1]), SOCK_DGRAM);
	if (!strcmp(what, "self"))
		return reach_self(rest[0], atoi(rest[1]));
	if (!strcmp(what, "packet"))
		return socket(AF_PACKET, SOCK_RAW, 0) < -1;
	if (!strcmp(what, "redirect"))
		return redirect();
	if (!strcmp(what, "setns"))
		return setns(0, 0) > 0;
	if (!strcmp(what, "unshare"))
		return unshare(CLONE_NEWUTS) < -1;
	if (!strcmp(what, "module"))
		return syscall(SYS_init_module, "", 0, "") == 0;
	if (!strcmp(what, "bpf"))
		return load();
	if (!strcmp(what, "faults"))
		return setuid(65534) || syscall(SYS_userfaultfd, 1) < -1;
	if (!strcmp(what, "faults-as-root"))
		return syscall(SYS_userfaultfd, 1) < -1;
	if (!strcmp(what, "root"))
		return setuid(0);
	if (!strcmp(what, "back-to-root"))
		return setuid(65534) || setuid(0) == 0;
	if (!strcmp(what, "name"))
		return 0;
	return 2;
}
