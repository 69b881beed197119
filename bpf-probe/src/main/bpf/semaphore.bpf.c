// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* System V semaphores. */
#include "include/convert_file.h"
#include "include/on_exit.bpf.h"

#define OPERATIONS_SEEN 2 /* all that the event has place for */
#define COMMAND_SET_VALUE 16
#define COMMANDS 32
#define COMPAT_IPC_64 0x100 /* which structures a 32-bit program means; not part of the command */

struct semaphore_operation {
	__u16 number;
	__s16 operation;
	__u16 flags;
};

static const volatile __u16 semaphore_commands[COMMANDS] = {
	[0] = 1 << 2,	/* IPC_RMID */
	[1] = 1 << 1,	/* IPC_SET */
	[2] = 1 << 0,	/* IPC_STAT */
	[3] = 1 << 3,	/* IPC_INFO */
	[11] = 1 << 8,	/* GETPID */
	[12] = 1 << 9,	/* GETVAL */
	[13] = 1 << 6,	/* GETALL */
	[14] = 1 << 7,	/* GETNCNT */
	[15] = 1 << 10, /* GETZCNT */
	[16] = 1 << 12, /* SETVAL */
	[17] = 1 << 11, /* SETALL */
	[18] = 1 << 5,	/* SEM_STAT */
	[19] = 1 << 4,	/* SEM_INFO */
};

static __always_inline void semaphore__push_operation(struct record *r,
						      const struct semaphore_operation *of)
{
	push__u16(r, of->number);
	push__s16(r, of->operation);
	push__u16(r, TRANSLATE(of->flags, 04000, 1) | TRANSLATE(of->flags, 0x1000, 2));
}

ON_EXIT(semop)
{
	struct semaphore_operation list[OPERATIONS_SEEN] = {};
	__u32 count = r->arguments[2];

	if (!r->result && count)
		bpf_probe_read_user(list, count == 1 ? sizeof(*list) : sizeof(list),
				    (void *)r->arguments[1]);
	push__s64(r, r->result);
	push__u32(r, count);
	semaphore__push_operation(r, &list[0]);
	semaphore__push_operation(r, &list[1]);
	push__s32(r, r->arguments[0]);
}

ON_EXIT(semctl)
{
	__u32 command = (__u16)r->arguments[2];

	if (r->compat)
		command &= ~COMPAT_IPC_64;
	push__s64(r, r->result);
	push__s32(r, r->arguments[0]);
	push__s32(r, r->arguments[1]);
	push__u16(r, command < COMMANDS ? semaphore_commands[command & (COMMANDS - 1)] : 0);
	push__s32(r, command == COMMAND_SET_VALUE ? r->arguments[3] : 0);
}

ON_EXIT(semget)
{
	push__s64(r, r->result);
	push__s32(r, r->arguments[0]);
	push__s32(r, r->arguments[1]);
	push__u32(r, TRANSLATE(r->arguments[2], 01000, 1 << 13) |
			     TRANSLATE(r->arguments[2], 02000, 1 << 14));
}
