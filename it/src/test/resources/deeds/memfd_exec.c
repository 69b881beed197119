// SPDX-License-Identifier: Apache-2.0
/* Runs a program that lies in no file: its bytes are copied into memory and executed from there. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	static char buffer[65536];
	ssize_t length;
	int program, memory;

	if (argc < 2)
		return 2;
	program = open(argv[1], O_RDONLY | O_CLOEXEC);
	memory = memfd_create("unnamed", MFD_CLOEXEC);
	if (program < 0 || memory < 0)
		return 1;
	while ((length = read(program, buffer, sizeof(buffer))) > 0) {
		if (write(memory, buffer, length) != length)
			return 1;
	}
	fexecve(memory, argv + 1, (char *[]){ NULL });
	return 1;
}
