// SPDX-License-Identifier: Apache-2.0

/*
 * Performs one deed per run, by raw system call so that the C library changes nothing, and prints what
 * the kernel said as `name=value` lines: `result` (the value, or -errno), `pid`, and what else a test
 * wants to compare parameters with. Usage: deeds DEED [ARGUMENT...]
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static char **arguments;

static long done(long result)
{
	return result < 0 ? -errno : result;
}

static void print_result(long result)
{
	printf("result=%ld\n", result);
}

static void print_inode(int fd)
{
	struct stat st;

	if (fd >= 0 && !fstat(fd, &st))
		printf("dev=%u\nino=%lu\n", (unsigned)(major(st.st_dev) << 8 | minor(st.st_dev)),
		       st.st_ino);
}

static void deed_openat(void)
{
	long fd = done(syscall(SYS_openat, AT_FDCWD, arguments[0], O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC,
			       0640));

	print_result(fd);
	print_inode(fd);
}

static const struct {
	const char *name;
	void (*perform)(void);
} deeds[] = {
	{ "openat", deed_openat },
};

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	arguments = argv + 2;
	printf("pid=%d\n", getpid());
	for (size_t i = 0; i < sizeof(deeds) / sizeof(*deeds); i++) {
		if (!strcmp(deeds[i].name, argv[1])) {
			deeds[i].perform();
			return 0;
		}
	}
	fprintf(stderr, "deeds: no such deed: %s\n", argv[1]);
	return 2;
}
