// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* What the kernel keeps of an operation of io_uring, as of 6.2. What is particular to an operation
 * lies where its request begins. */
#include "kernel_types.h"

#define IO_WORKER 0x10		/* PF_IO_WORKER */
#define WITHOUT_COMPLETION 0x40 /* REQ_F_CQE_SKIP: none on success */
#define FIXED_FILE 0x01		/* REQ_F_FIXED_FILE: the number is not a descriptor's */

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct filename {
	const char *name;
};

struct io_cqe {
	__u64 user_data;
	__s32 res;
	int fd;
};

struct io_kiocb {
	struct file *file;
	__u8 opcode;
	__u64 flags;
	struct io_cqe cqe;
	void *async_data;
};

struct msghdr {
	void *msg_name;
	int msg_namelen;
};

struct socket_address {
	__u16 family;
};

/* What the kernel keeps of a message, from the submission on or (before 6.10) only while it waits. */
struct io_async_msghdr {
	struct msghdr msg;
	struct socket_address addr;
};

struct open_how {
	__u64 flags;
	__u64 mode;
	__u64 resolve;
};

struct io_open {
	int dfd;
	__u32 file_slot;
	struct filename *filename;
	struct open_how how;
};

struct io_close {
	int fd;
	__u32 file_slot;
};

struct io_unlink {
	int dfd;
	int flags;
	struct filename *filename;
};

struct io_rename {
	int old_dfd;
	int new_dfd;
	struct filename *oldpath;
	struct filename *newpath;
	int flags;
};

struct io_mkdir {
	int dfd;
	__u16 mode;
	struct filename *filename;
};

/* Of links of both kinds. */
struct io_link {
	int old_dfd;
	int new_dfd;
	struct filename *oldpath;
	struct filename *newpath;
	int flags;
};

struct io_connect {
	void *addr;
	int addr_len;
};

struct io_accept {
	int flags;
	__u32 file_slot;
};

struct io_socket {
	int domain;
	int type;
	int protocol;
	__u32 file_slot;
};

struct io_listen {
	int backlog;
};

struct io_shutdown {
	int how;
};

struct io_sr_msg {
	void *buf; /* of sendmsg and recvmsg the message */
	int len;
};

#pragma clang attribute pop
