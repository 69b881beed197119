// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* quotactl: what its address points to depends on the command. */
#include "include/convert_file.h"
#include "include/on_exit.bpf.h"

#define COMMON_FIRST 0x800001 /* Q_SYNC; the others follow */
#define XFS_FIRST 0x5801      /* Q_XQUOTAON */
#define SCAP_NO_FORMAT 1

enum scap_quota_command {
	QUOTA_ON = 1 << 0,
	QUOTA_GET_FORMAT = 1 << 2,
	QUOTA_GET_INFO = 1 << 3,
	QUOTA_SET_INFO = 1 << 4,
	QUOTA_GET = 1 << 5,
	QUOTA_SET = 1 << 6,
	QUOTA_SYNC = 1 << 7,
	QUOTA_XFS_ON = 1 << 8,
	QUOTA_XFS_GET = 1 << 10,
	QUOTA_XFS_SET = 1 << 11,
};

struct disk_quota {
	__u64 block_hard, block_soft, space, inode_hard, inode_soft, inodes, block_time, inode_time;
	__u32 valid;
};

struct quota_info {
	__u64 block_grace, inode_grace;
	__u32 flags, valid;
};

/* Q_SYNC to Q_SETQUOTA without Q_SYNC are bits 0 to 6 in order; those of XFS bits 8 to 14. */
static __always_inline __u16 quota__command(__u32 command)
{
	command >>= 8;
	if (command == COMMON_FIRST)
		return QUOTA_SYNC;
	if (command > COMMON_FIRST && command <= COMMON_FIRST + 7)
		return 1 << (command - COMMON_FIRST - 1);
	if (command >= XFS_FIRST && command < XFS_FIRST + 7)
		return QUOTA_XFS_ON << (command - XFS_FIRST);
	return 0;
}

static __always_inline __u8 quota__format(__u32 format)
{
	return format == 1 ? 2 : format == 2 ? 4 : format == 4 ? 8 : SCAP_NO_FORMAT;
}

/* 0 for what the structure says is not valid. */
static __always_inline void quota__push_limits(struct record *r, __u16 command)
{
	struct disk_quota q = {};

	if (command == QUOTA_GET || command == QUOTA_SET)
		bpf_probe_read_user(&q, sizeof(q), (void *)r->arguments[3]);
	push__u64(r, q.valid & 1 ? q.block_hard : 0);
	push__u64(r, q.valid & 1 ? q.block_soft : 0);
	push__u64(r, q.valid & 2 ? q.space : 0);
	push__u64(r, q.valid & 4 ? q.inode_hard : 0);
	push__u64(r, q.valid & 4 ? q.inode_soft : 0);
	push__u64(r, q.valid & 16 ? q.block_time : 0);
	push__u64(r, q.valid & 32 ? q.inode_time : 0);
}

static __always_inline void quota__push_info(struct record *r, __u16 command)
{
	struct quota_info info = {};

	if (command == QUOTA_GET_INFO || command == QUOTA_SET_INFO)
		bpf_probe_read_user(&info, sizeof(info), (void *)r->arguments[3]);
	push__u64(r, info.valid & 1 ? info.block_grace : 0);
	push__u64(r, info.valid & 2 ? info.inode_grace : 0);
	push__u8(r, info.valid & 4 ? info.flags : 0);
}

static __always_inline void quota__push_told_format(struct record *r, __u16 command)
{
	__u32 format = 0;

	if (command == QUOTA_GET_FORMAT)
		bpf_probe_read_user(&format, sizeof(format), (void *)r->arguments[3]);
	push__u8(r, quota__format(format));
}

ON_EXIT(quotactl)
{
	__u16 command = quota__command(r->arguments[0]);
	__u32 type = r->arguments[0] & 0xff;
	bool of_somebody = command & (QUOTA_GET | QUOTA_SET | QUOTA_XFS_GET | QUOTA_XFS_SET);

	push__s64(r, r->result);
	push__user_text(r, r->arguments[1]);
	if (command == QUOTA_ON)
		push__user_text(r, r->arguments[3]);
	else
		push__empty(r);
	quota__push_limits(r, command);
	quota__push_info(r, command);
	quota__push_told_format(r, command);
	push__u16(r, command);
	push__u8(r, type < 2 ? 1 << type : 0); /* user, group */
	push__u32(r, of_somebody ? (__u32)r->arguments[2] : 0);
	push__u8(r, command == QUOTA_ON ? quota__format(r->arguments[2]) : SCAP_NO_FORMAT);
}
