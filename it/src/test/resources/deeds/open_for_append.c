// SPDX-License-Identifier: Apache-2.0
/* Opens files as if to add to them, and closes them as they were. */
#include <fcntl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		int fd = open(argv[i], O_WRONLY | O_APPEND);

		if (fd < 0 || close(fd) != 0)
			return 1;
	}
	return 0;
}
