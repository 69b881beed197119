// SPDX-License-Identifier: Apache-2.0

/*
 * Performs one deed per run, by raw system call so that the C library changes nothing, and prints
 * what the kernel said as `name=value` lines: `result` (the value, or -errno), `pid`, and what else
 * a test compares parameters with. Usage: deeds DEED [ARGUMENT...]
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define CALL(...) done(syscall(__VA_ARGS__))

static char **arguments;
static int argument_count;

static long done(long result)
{
	return result < 0 ? -errno : result;
}

static void say(const char *name, long value)
{
	printf("%s=%ld\n", name, value);
}

static void say_inode(int fd)
{
	struct stat st;

	if (fd < 0 || fstat(fd, &st))
		return;
	say("dev", major(st.st_dev) << 8 | minor(st.st_dev));
	say("ino", st.st_ino);
}

static long number(int index)
{
	return index < argument_count ? strtol(arguments[index], NULL, 0) : 0;
}

/* Files. */

static void deed_opened(long fd)
{
	say("result", fd);
	say_inode(fd);
}

static void deed_open(void)
{
	deed_opened(CALL(SYS_open, arguments[0], number(1), number(2)));
}

static void deed_openat(void)
{
	deed_opened(CALL(SYS_openat, AT_FDCWD, arguments[0], number(1), number(2)));
}

static void deed_openat_below(void)
{
	long directory = CALL(SYS_open, arguments[0], O_PATH, 0);

	say("dirfd", directory);
	deed_opened(CALL(SYS_openat, directory, arguments[1], O_RDONLY, 0));
}

static void deed_openat_unreadable(void)
{
	say("result", CALL(SYS_openat, AT_FDCWD, (char *)8, O_RDONLY, 0));
}

static void deed_openat2(void)
{
	struct open_how how = { .flags = number(1), .mode = number(2), .resolve = number(3) };

	deed_opened(CALL(SYS_openat2, AT_FDCWD, arguments[0], &how, sizeof(how)));
}

static void deed_creat(void)
{
	deed_opened(CALL(SYS_creat, arguments[0], number(1)));
}

/* System calls on paths: the deed is named like the call, arguments in order. */

static void deed_link(void)
{
	say("result", CALL(SYS_link, arguments[0], arguments[1]));
}

static void deed_linkat(void)
{
	say("result", CALL(SYS_linkat, AT_FDCWD, arguments[0], AT_FDCWD, arguments[1], number(2)));
}

static void deed_symlink(void)
{
	say("result", CALL(SYS_symlink, arguments[0], arguments[1]));
}

static void deed_symlinkat(void)
{
	say("result", CALL(SYS_symlinkat, arguments[0], AT_FDCWD, arguments[1]));
}

static void deed_unlink(void)
{
	say("result", CALL(SYS_unlink, arguments[0]));
}

static void deed_unlinkat(void)
{
	say("result", CALL(SYS_unlinkat, AT_FDCWD, arguments[0], number(1)));
}

static void deed_rename(void)
{
	say("result", CALL(SYS_rename, arguments[0], arguments[1]));
}

static void deed_renameat(void)
{
	say("result", CALL(SYS_renameat, AT_FDCWD, arguments[0], AT_FDCWD, arguments[1]));
}

static void deed_renameat2(void)
{
	say("result",
	    CALL(SYS_renameat2, AT_FDCWD, arguments[0], AT_FDCWD, arguments[1], number(2)));
}

static void deed_mkdir(void)
{
	say("result", CALL(SYS_mkdir, arguments[0], number(1)));
}

static void deed_mkdirat(void)
{
	say("result", CALL(SYS_mkdirat, AT_FDCWD, arguments[0], number(1)));
}

static void deed_rmdir(void)
{
	say("result", CALL(SYS_rmdir, arguments[0]));
}

static void deed_chmod(void)
{
	say("result", CALL(SYS_chmod, arguments[0], number(1)));
}

static void deed_fchmod(void)
{
	long fd = CALL(SYS_open, arguments[0], O_RDONLY, 0);

	say("fd", fd);
	say("result", CALL(SYS_fchmod, fd, number(1)));
}

static void deed_fchmodat(void)
{
	say("result", CALL(SYS_fchmodat, AT_FDCWD, arguments[0], number(1)));
}

static void deed_chdir(void)
{
	say("result", CALL(SYS_chdir, arguments[0]));
}

static void deed_chroot(void)
{
	say("result", CALL(SYS_chroot, arguments[0]));
}

static void deed_fchdir(void)
{
	long fd = CALL(SYS_open, arguments[0], O_RDONLY, 0);

	say("fd", fd);
	say("result", CALL(SYS_fchdir, fd));
}

/* Descriptors. */

static void deed_close(void)
{
	say("result", CALL(SYS_close, number(0)));
}

static void deed_close_range(void)
{
	say("result", CALL(SYS_close_range, number(0), number(1), number(2)));
}

static void deed_dup(void)
{
	say("result", CALL(SYS_dup, number(0)));
}

static void deed_dup2(void)
{
	say("result", CALL(SYS_dup2, number(0), number(1)));
}

static void deed_dup3(void)
{
	say("result", CALL(SYS_dup3, number(0), number(1), number(2)));
}

static void deed_fcntl(void)
{
	say("result", CALL(SYS_fcntl, number(0), number(1), number(2)));
}

static void deed_pipe(void)
{
	int ends[2] = { -1, -1 };

	say("result", CALL(SYS_pipe, ends));
	say("fd1", ends[0]);
	say("fd2", ends[1]);
	say_inode(ends[0]);
}

static void deed_pipe2(void)
{
	int ends[2] = { -1, -1 };

	say("result", CALL(SYS_pipe2, ends, number(0)));
	say("fd1", ends[0]);
	say("fd2", ends[1]);
	say_inode(ends[0]);
}

static void deed_memfd_create(void)
{
	say("result", CALL(SYS_memfd_create, arguments[0], number(1)));
}

/* Identity. */

static void deed_setuid(void)
{
	say("result", CALL(SYS_setuid, number(0)));
}

static void deed_setgid(void)
{
	say("result", CALL(SYS_setgid, number(0)));
}

static void deed_setreuid(void)
{
	say("result", CALL(SYS_setreuid, number(0), number(1)));
}

static void deed_setregid(void)
{
	say("result", CALL(SYS_setregid, number(0), number(1)));
}

static void deed_setresuid(void)
{
	say("result", CALL(SYS_setresuid, number(0), number(1), number(2)));
}

static void deed_setresgid(void)
{
	say("result", CALL(SYS_setresgid, number(0), number(1), number(2)));
}

static void deed_setsid(void)
{
	if (number(0))
		setpgid(0, 0); /* a group leader may not */
	say("result", CALL(SYS_setsid));
}

static void deed_capset(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = { { .effective = 1 << CAP_CHOWN,
						    .permitted = 1 << CAP_CHOWN | 1 << CAP_KILL,
						    .inheritable = 1 << CAP_KILL } };

	say("result", CALL(SYS_capset, number(0) ? NULL : &header, data));
}

static void deed_prctl(void)
{
	int reaper = 7;
	unsigned long second = number(1);

	if (number(0) == PR_SET_NAME)
		second = (unsigned long)arguments[1];
	if (number(0) == PR_GET_CHILD_SUBREAPER)
		second = (unsigned long)&reaper;
	say("result", CALL(SYS_prctl, number(0), second, 0, 0, 0));
}

/* Processes. */

static void deed_execve(void)
{
	char *argv[] = { "zero", "one", "two words", NULL };
	char *envp[] = { "A=1", "LONGER=2 3", NULL };
	long result;

	fflush(stdout);
	result = CALL(SYS_execve, arguments[0], argument_count > 1 ? NULL : argv, envp);
	say("result", result);
}

static void deed_execveat(void)
{
	char *argv[] = { "zero", "one", NULL };
	char *envp[] = { "A=1", NULL };
	long directory = CALL(SYS_open, arguments[0], O_PATH | O_DIRECTORY, 0);
	long result;

	fflush(stdout);
	result = CALL(SYS_execveat, number(2) ? AT_FDCWD : directory, arguments[1], argv, envp, 0);
	say("result", result);
}

static void deed_execveat_memfd(void)
{
	char *argv[] = { "hidden", NULL };
	char *envp[] = { NULL };
	int from = open("/bin/true", O_RDONLY), fd = memfd_create("secret", MFD_CLOEXEC);
	char block[65536];
	ssize_t length;

	while ((length = read(from, block, sizeof(block))) > 0)
		if (write(fd, block, length) != length)
			return;
	fflush(stdout);
	say("result", CALL(SYS_execveat, fd, "", argv, envp, AT_EMPTY_PATH));
}

static void *exec_in_thread(void *unused)
{
	char *argv[] = { "threaded", NULL };

	syscall(SYS_execve, "/bin/true", argv, NULL);
	return unused;
}

static void deed_execve_in_thread(void)
{
	pthread_t thread;

	fflush(stdout);
	pthread_create(&thread, NULL, exec_in_thread, NULL);
	pthread_join(thread, NULL);
}

static void wait_for(long child)
{
	int status;

	if (child > 0)
		waitpid(child, &status, 0);
}

static void deed_clone(void)
{
	long child = CALL(SYS_clone, number(0) | SIGCHLD, 0, 0, 0, 0);

	if (!child)
		_exit(0);
	say("result", child);
	wait_for(child);
}

static void deed_clone3(void)
{
	struct clone_args args = { .flags = number(0), .exit_signal = SIGCHLD };
	long child = CALL(SYS_clone3, &args, sizeof(args));

	if (!child)
		_exit(0);
	say("result", child);
	wait_for(child);
}

static void deed_fork(void)
{
	long child = CALL(SYS_fork);

	if (!child)
		_exit(0);
	say("result", child);
	wait_for(child);
}

static void deed_vfork(void)
{
	long child = done(vfork());

	if (!child)
		_exit(0);
	say("result", child);
	wait_for(child);
}

static void *thread_body(void *unused)
{
	say("thread", gettid());
	return unused;
}

static void deed_thread(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, thread_body, NULL);
	pthread_join(thread, NULL);
}

static void deed_exit(void)
{
	fflush(stdout);
	_exit(number(0));
}

static void deed_kill_self(void)
{
	fflush(stdout);
	kill(getpid(), number(0));
}

/* A process whose child outlives it; `1` makes this process the reaper. */
static void ignore(int signal)
{
}

static void deed_handle_signal(void)
{
	signal(number(0), ignore);
	say("result", CALL(SYS_kill, getpid(), number(0)));
}

static void deed_orphan(void)
{
	int ends[2];
	char byte;

	if (number(0))
		prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (pipe(ends))
		return;
	long parent = CALL(SYS_fork);
	if (!parent) {
		if (!CALL(SYS_fork)) {
			close(ends[1]);
			_exit(read(ends[0], &byte, 1) < 0);
		}
		_exit(3);
	}
	say("parent", parent);
	wait_for(parent);
	close(ends[1]);
	while (wait(NULL) > 0)
		;
}

static void deed_ptrace(void)
{
	long child = fork(), word = 0;
	static volatile long target = 0x1122334455667788;

	if (!child) {
		pause();
		_exit(0);
	}
	say("child", child);
	say("address", (long)&target);
	say("result", CALL(SYS_ptrace, PTRACE_ATTACH, child, 0, 0));
	waitpid(child, NULL, 0);
	CALL(SYS_ptrace, PTRACE_PEEKDATA, child, &target, &word);
	CALL(SYS_ptrace, PTRACE_POKEDATA, child, &target, 0x42);
	CALL(SYS_ptrace, PTRACE_DETACH, child, 0, SIGKILL);
	kill(child, SIGKILL);
	wait_for(child);
}

static void deed_ptrace_failing(void)
{
	say("result", CALL(SYS_ptrace, number(0), 1 << 30, 4, 5));
}

/* Sockets. */

static void deed_socket(void)
{
	say("result", CALL(SYS_socket, number(0), number(1), number(2)));
}

static void deed_socketpair(void)
{
	int ends[2] = { -1, -1 };

	say("result", CALL(SYS_socketpair, number(0), SOCK_STREAM | SOCK_CLOEXEC, 0, ends));
	say("fd1", ends[0]);
	say("fd2", ends[1]);
}

static socklen_t fill_address(struct sockaddr_storage *to, const char *where)
{
	struct sockaddr_in *v4 = (void *)to;
	struct sockaddr_in6 *v6 = (void *)to;
	struct sockaddr_un *local = (void *)to;

	memset(to, 0, sizeof(*to));
	if (!strcmp(where, "v4")) {
		v4->sin_family = AF_INET;
		v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		return sizeof(*v4);
	}
	if (!strcmp(where, "v6")) {
		v6->sin6_family = AF_INET6;
		v6->sin6_addr = in6addr_loopback;
		return sizeof(*v6);
	}
	local->sun_family = AF_UNIX;
	if (*where == '@') {
		strcpy(local->sun_path + 1, where + 1);
		return 2 + strlen(where);
	}
	strcpy(local->sun_path, where);
	return sizeof(*local);
}

static void say_port(const char *name, int fd, int peer)
{
	struct sockaddr_storage address = { 0 };
	socklen_t length = sizeof(address);

	if (peer)
		getpeername(fd, (void *)&address, &length);
	else
		getsockname(fd, (void *)&address, &length);
	say(name, ntohs(((struct sockaddr_in *)&address)->sin_port));
}

/* bind, listen, connect and accept4 (accept with a second argument) between two sockets. */
static void deed_connect(void)
{
	struct sockaddr_storage address;
	socklen_t length = fill_address(&address, arguments[0]);
	int server = socket(address.ss_family, SOCK_STREAM, 0);
	int client = socket(address.ss_family, SOCK_STREAM, 0);
	long accepted;

	say("server", server);
	say("client", client);
	say("bind", CALL(SYS_bind, server, &address, length));
	say("listen", CALL(SYS_listen, server, 5));
	if (address.ss_family != AF_UNIX)
		getsockname(server, (void *)&address, &length);
	say("result", CALL(SYS_connect, client, &address, length));
	if (argument_count > 1)
		accepted = CALL(SYS_accept, server, NULL, NULL);
	else
		accepted = CALL(SYS_accept4, server, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	say("accepted", accepted);
	say_port("server_port", server, 0);
	say_port("client_port", client, 0);
}

static void deed_connect_failing(void)
{
	struct sockaddr_storage address;
	socklen_t length = fill_address(&address, arguments[0]);
	int client = socket(address.ss_family, SOCK_STREAM, 0);

	((struct sockaddr_in *)&address)->sin_port = htons(number(1));
	say("client", client);
	say("result", CALL(SYS_connect, client, &address, length));
}

static void deed_connect_datagram(void)
{
	struct sockaddr_storage address;
	socklen_t length = fill_address(&address, "v4");
	int client = socket(AF_INET, SOCK_DGRAM, 0);

	((struct sockaddr_in *)&address)->sin_port = htons(number(0));
	say("client", client);
	say("result", CALL(SYS_connect, client, &address, length));
	say_port("client_port", client, 0);
}

static void deed_accept_failing(void)
{
	say("result", CALL(SYS_accept4, -1, NULL, NULL, 0));
}

/* Data through sockets. */

static void deed_sendto(void)
{
	struct sockaddr_storage address;
	socklen_t length = fill_address(&address, "v4");
	int receiver = socket(AF_INET, SOCK_DGRAM, 0), sender = socket(AF_INET, SOCK_DGRAM, 0);
	struct sockaddr_storage from = { 0 };
	socklen_t from_length = sizeof(from);
	char got[200];

	bind(receiver, (void *)&address, length);
	getsockname(receiver, (void *)&address, &length);
	say("receiver", receiver);
	say("sender", sender);
	say("result",
	    CALL(SYS_sendto, sender, arguments[0], strlen(arguments[0]), 0, &address, length));
	say("received", CALL(SYS_recvfrom, receiver, got, sizeof(got), 0, &from, &from_length));
	say_port("receiver_port", receiver, 0);
	say_port("sender_port", sender, 0);
}

static void deed_sendto_failing(void)
{
	say("result", CALL(SYS_sendto, -1, "data", 4, 0, NULL, 0));
	CALL(SYS_recvfrom, -1, NULL, 5, 0, NULL, NULL);
}

static void deed_sendmsg(void)
{
	struct sockaddr_storage address, from;
	socklen_t length = fill_address(&address, "v4");
	int receiver = socket(AF_INET, SOCK_DGRAM, 0), sender = socket(AF_INET, SOCK_DGRAM, 0);
	struct iovec out[2] = { { "first ", 6 }, { "second", 6 } };
	char one[4], two[60];
	struct iovec in[2] = { { one, sizeof(one) }, { two, sizeof(two) } };
	struct msghdr sent = { .msg_iov = out, .msg_iovlen = 2, .msg_name = &address };
	struct msghdr got = {
		.msg_iov = in, .msg_iovlen = 2, .msg_name = &from, .msg_namelen = sizeof(from)
	};

	bind(receiver, (void *)&address, length);
	getsockname(receiver, (void *)&address, &length);
	sent.msg_namelen = length;
	say("receiver", receiver);
	say("sender", sender);
	say("result", CALL(SYS_sendmsg, sender, &sent, 0));
	say("received", CALL(SYS_recvmsg, receiver, &got, 0));
	say_port("receiver_port", receiver, 0);
	say_port("sender_port", sender, 0);
}

static void deed_sendmsg_failing(void)
{
	say("result", CALL(SYS_sendmsg, -1, (void *)8, 0));
	CALL(SYS_recvmsg, -1, (void *)8, 0);
}

/* A message with a descriptor, from one end of a pair to the other. */
static void deed_pass_descriptor(void)
{
	char byte = 'x', control[CMSG_SPACE(sizeof(int))] = { 0 }, got[CMSG_SPACE(sizeof(int))];
	struct iovec part = { &byte, 1 };
	struct msghdr sent = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control)
	};
	struct msghdr received = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = got, .msg_controllen = sizeof(got)
	};
	struct cmsghdr *head = CMSG_FIRSTHDR(&sent);
	int pair[2], passed = 0;

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &passed, sizeof(passed));
	socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	CALL(SYS_sendmsg, pair[0], &sent, 0);
	say("result", CALL(SYS_recvmsg, pair[1], &received, 0));
	say("receiver", pair[1]);
	say("passed", *(int *)CMSG_DATA(CMSG_FIRSTHDR(&received)));
}

/* A connect that is refused while nobody waits for it. */
static void deed_getsockopt(void)
{
	struct sockaddr_storage address;
	socklen_t length = fill_address(&address, "v4");
	int client = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), value = 0;
	socklen_t size = sizeof(value);

	((struct sockaddr_in *)&address)->sin_port = htons(1);
	connect(client, (void *)&address, length);
	usleep(1000);
	say("client", client);
	say("result", CALL(SYS_getsockopt, client, SOL_SOCKET, SO_ERROR, &value, &size));
	CALL(SYS_getsockopt, client, SOL_SOCKET, SO_TYPE, &value, &size);
}

/* Any system call, numbers or, with a ', texts as arguments. */
static void deed_call(void)
{
	long values[6] = { 0 };

	for (int i = 1; i < argument_count && i < 7; i++)
		values[i - 1] = *arguments[i] == '\'' ? (long)(arguments[i] + 1) : number(i);
	say("result",
	    CALL(number(0), values[0], values[1], values[2], values[3], values[4], values[5]));
}

static void deed_pidfd(void)
{
	long fd = CALL(SYS_pidfd_open, getpid(), number(0));

	say("pidfd", fd);
	say("result", CALL(SYS_pidfd_getfd, fd, 1, 0));
}

static void deed_io_uring_setup(void)
{
	uint32_t parameters[30] = { 0 };

	parameters[2] = 1 << 3 | 1 << 4; /* CQSIZE, CLAMP */
	parameters[1] = 64;
	say("result", CALL(SYS_io_uring_setup, 4, parameters));
	say("sq_entries", parameters[0]);
	say("cq_entries", parameters[1]);
	say("features", parameters[5]);
}

static void deed_open_by_handle_at(void)
{
	struct {
		struct file_handle head;
		unsigned char bytes[128];
	} handle = { .head.handle_bytes = 128 };
	int mount_id, directory = open(arguments[0], O_RDONLY | O_DIRECTORY);

	name_to_handle_at(AT_FDCWD, arguments[1], &handle.head, &mount_id, 0);
	say("mountfd", directory);
	deed_opened(CALL(SYS_open_by_handle_at, directory, &handle, O_RDONLY));
}

/* open through the 32-bit table, from a 64-bit program. */
static void deed_compat_open(void)
{
	char *path = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	int result;

	strcpy(path, arguments[0]);
	asm volatile("int $0x80"
		     : "=a"(result)
		     : "a"(5), "b"(path), "c"(O_RDONLY), "d"(0)
		     : "memory", "r8", "r9", "r10", "r11");
	say("result", result);
}

/* read through the 32-bit table, where its number is another's. */
static void deed_compat_read(void)
{
	char *buffer = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	int file = open(arguments[0], O_RDONLY), result;

	asm volatile("int $0x80"
		     : "=a"(result)
		     : "a"(3), "b"(file), "c"(buffer), "d"(16)
		     : "memory", "r8", "r9", "r10", "r11");
	say("fd", file);
	say("result", result);
}

static void deed_compat_socketcall(void)
{
	uint32_t *list = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	int result;

	list[0] = AF_UNIX;
	list[1] = SOCK_DGRAM;
	list[2] = 0;
	asm volatile("int $0x80"
		     : "=a"(result)
		     : "a"(102), "b"(1), "c"(list)
		     : "memory", "r8", "r9", "r10", "r11");
	say("result", result);
}

/* Opens and closes as fast as it can, so often. */
static void deed_storm(void)
{
	long rounds = number(0);

	for (long i = 0; i < rounds; i++)
		close(open("/dev/null", O_RDONLY));
	say("result", rounds);
}

#define DEED(name)                                                                                 \
	{                                                                                          \
#name, deed_##name                                                                 \
	}

static const struct {
	const char *name;
	void (*perform)(void);
} deeds[] = {
	DEED(open),
	DEED(openat),
	DEED(openat_below),
	DEED(openat_unreadable),
	DEED(openat2),
	DEED(creat),
	DEED(link),
	DEED(linkat),
	DEED(symlink),
	DEED(symlinkat),
	DEED(unlink),
	DEED(unlinkat),
	DEED(rename),
	DEED(renameat),
	DEED(renameat2),
	DEED(mkdir),
	DEED(mkdirat),
	DEED(rmdir),
	DEED(chmod),
	DEED(fchmod),
	DEED(fchmodat),
	DEED(chdir),
	DEED(chroot),
	DEED(fchdir),
	DEED(close),
	DEED(close_range),
	DEED(dup),
	DEED(dup2),
	DEED(dup3),
	DEED(fcntl),
	DEED(pipe),
	DEED(pipe2),
	DEED(memfd_create),
	DEED(setuid),
	DEED(setgid),
	DEED(setreuid),
	DEED(setregid),
	DEED(setresuid),
	DEED(setresgid),
	DEED(setsid),
	DEED(capset),
	DEED(prctl),
	DEED(execve),
	DEED(execveat),
	DEED(execveat_memfd),
	DEED(execve_in_thread),
	DEED(clone),
	DEED(clone3),
	DEED(fork),
	DEED(vfork),
	DEED(thread),
	DEED(exit),
	DEED(kill_self),
	DEED(handle_signal),
	DEED(orphan),
	DEED(ptrace),
	DEED(ptrace_failing),
	DEED(socket),
	DEED(socketpair),
	DEED(connect),
	DEED(connect_failing),
	DEED(connect_datagram),
	DEED(accept_failing),
	DEED(compat_open),
	DEED(compat_read),
	DEED(compat_socketcall),
	DEED(storm),
	DEED(sendto),
	DEED(sendto_failing),
	DEED(sendmsg),
	DEED(sendmsg_failing),
	DEED(pass_descriptor),
	DEED(getsockopt),
	DEED(call),
	DEED(pidfd),
	DEED(io_uring_setup),
	DEED(open_by_handle_at),
};

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	arguments = argv + 2;
	argument_count = argc - 2;
	/* What a deed closes or hides must not be where it prints. */
	dup2(1, 200);
	stdout = fdopen(200, "w");
	say("pid", getpid());
	for (size_t i = 0; i < sizeof(deeds) / sizeof(*deeds); i++) {
		if (!strcmp(deeds[i].name, argv[1])) {
			deeds[i].perform();
			fflush(stdout);
			return 0;
		}
	}
	fprintf(stderr, "deeds: no such deed: %s\n", argv[1]);
	return 2;
}
