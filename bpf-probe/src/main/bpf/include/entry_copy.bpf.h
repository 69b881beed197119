// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/*
 * What the arguments of a call point to, as it was at the call's begin, compared with what is there at
 * its end. A difference tells that somebody changed it meanwhile, so that neither need be what the
 * kernel acted on. Without it nothing is told: who changes it back in time is not noticed, nor is memory
 * that was not resident at the begin.
 */
#include "record.bpf.h"
#include "syscall_numbers.h"

#define THREADS_WATCHED 512 /* inside such a call at one time */
#define ADDRESS_BYTES 128   /* struct sockaddr_storage */
#define NOT_READ (-1)

/* Which arguments are texts, counted from 1; or, with a length, an address. */
struct watched {
	__u8 first;
	__u8 second;
	__u8 length;
};

const volatile struct watched watched_calls[SYSCALL_NUMBERS] = {
	[__NR_openat] = { 2 },
	[__NR_openat2] = { 2 },
	[__NR_unlinkat] = { 2 },
	[__NR_renameat] = { 2, 4 },
	[__NR_renameat2] = { 2, 4 },
	[__NR_linkat] = { 2, 4 },
	[__NR_symlinkat] = { 1, 3 },
	[__NR_mkdirat] = { 2 },
	[__NR_fchmodat] = { 2 },
	[__NR_fchmodat2] = { 2 },
	[__NR_fchownat] = { 2 },
	[__NR_mknodat] = { 2 },
	[__NR_chdir] = { 1 },
	[__NR_chroot] = { 1 },
	[__NR_mount] = { 1, 2 },
	[__NR_umount2] = { 1 },
	[__NR_execve] = { 1 },
	[__NR_execveat] = { 2 },
	[__NR_connect] = { 2, 0, 3 },
	[__NR_bind] = { 2, 0, 3 },
	[__NR_sendto] = { 5, 0, 6 },
#if defined(__TARGET_ARCH_x86)
	[__NR_open] = { 1 },
	[__NR_creat] = { 1 },
	[__NR_unlink] = { 1 },
	[__NR_rename] = { 1, 2 },
	[__NR_link] = { 1, 2 },
	[__NR_symlink] = { 1, 2 },
	[__NR_mkdir] = { 1 },
	[__NR_rmdir] = { 1 },
	[__NR_chmod] = { 1 },
	[__NR_chown] = { 1 },
	[__NR_lchown] = { 1 },
	[__NR_mknod] = { 1 },
#endif
};

/* Behind what was read are 8 bytes of zeroes, so that comparing by 8 is sound. */
#define COPY_SIZE (TEXT_MAX + 8)

struct entry_copy {
	__u32 number;
	__s32 first_length;
	__s32 second_length;
	__u32 padding;
	__u8 first[COPY_SIZE];
	__u8 second[COPY_SIZE];
};

/* By thread; those that never come back from a call make room by not being used. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, THREADS_WATCHED);
	__type(key, __u32);
	__type(value, struct entry_copy);
} entry_copies SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct entry_copy);
} entry_blank SEC(".maps");

static __always_inline __u64 entry__argument(const __u64 *arguments, __u8 place)
{
	switch (place) {
	case 1:
		return arguments[0];
	case 2:
		return arguments[1];
	case 3:
		return arguments[2];
	case 4:
		return arguments[3];
	case 5:
		return arguments[4];
	case 6:
		return arguments[5];
	}
	return 0;
}

static __always_inline __s32 entry__read_address(__u8 *to, __u64 address, __u32 size)
{
	if (size > ADDRESS_BYTES)
		size = ADDRESS_BYTES;
	opaque(size);
	size &= 2 * ADDRESS_BYTES - 1; /* changes nothing: at most 128 already */
	if (bpf_probe_read_user(to, size, (void *)address))
		return NOT_READ;
	return size;
}

/* How many bytes it is, or NOT_READ. */
static __always_inline __s32 entry__read(__u8 *to, const volatile struct watched *watched, __u8 place,
					 const __u64 *arguments)
{
	__u64 address = entry__argument(arguments, place);
	long length;

	if (!address)
		return NOT_READ;
	if (watched->length)
		length = entry__read_address(to, address,
					     entry__argument(arguments, watched->length));
	else
		length = bpf_probe_read_user_str(to, TEXT_MAX, (void *)address);
	if (length < 0 || length > TEXT_MAX)
		return NOT_READ;
	*(__u64 *)(to + length) = 0;
	return length;
}

static __always_inline bool entry__differs(const __u8 *before, __s32 length, const __u8 *after,
					   __s32 length_after)
{
	int i;

	if (length < 0 || length_after < 0)
		return false;
	if (length != length_after)
		return true;
	for (i = 0; i < TEXT_MAX; i += sizeof(__u64)) {
		if (i >= length)
			return false;
		if (*(__u64 *)(before + i) != *(__u64 *)(after + i))
			return true;
	}
	return false;
}

/* Marks an event whose call was given memory that has changed. */
static __always_inline void entry__compare(struct record *r)
{
	const volatile struct watched *watched =
		&watched_calls[r->number & (SYSCALL_NUMBERS - 1)];
	__u32 tid = bpf_get_current_pid_tgid();
	struct entry_copy *copy;
	__s32 length;

	if (!watched->first)
		return;
	copy = bpf_map_lookup_elem(&entry_copies, &tid);
	if (!copy || copy->number != r->number)
		return;
	length = entry__read(r->path, watched, watched->first, r->arguments);
	if (entry__differs(copy->first, copy->first_length, r->path, length)) {
		record__flag(r, FLAG_ARGUMENTS_CHANGED);
		return;
	}
	length = entry__read(r->path, watched, watched->second, r->arguments);
	if (entry__differs(copy->second, copy->second_length, r->path, length))
		record__flag(r, FLAG_ARGUMENTS_CHANGED);
}
