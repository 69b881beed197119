// SPDX-License-Identifier: Apache-2.0

/* Says which of the BPF programs (p), maps (m) and links (l) with these ids there are: bpf_ids p7 m12 … */
#include <linux/bpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		char kind = argv[i][0];
		int command = kind == 'p' ? BPF_PROG_GET_FD_BY_ID :
			      kind == 'm' ? BPF_MAP_GET_FD_BY_ID :
					    BPF_LINK_GET_FD_BY_ID;
		union bpf_attr ask;

		memset(&ask, 0, sizeof(ask));
		ask.prog_id = atoi(argv[i] + 1);
		if (syscall(SYS_bpf, command, &ask, sizeof(ask)) >= 0)
			puts(argv[i]);
	}
	return 0;
}
