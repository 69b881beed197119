// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Flags of file system calls to the driver-independent bits of scap. */
#include <linux/types.h>

#define KERNEL_O_CREAT 0100
#define KERNEL_O_EXCL 0200
#define KERNEL_O_TRUNC 01000
#define KERNEL_O_APPEND 02000
#define KERNEL_O_NONBLOCK 04000
#define KERNEL_O_DSYNC 010000
#define KERNEL_O_CLOEXEC 02000000
#define KERNEL_O_SYNC_ONLY 04000000	/* O_SYNC is this and O_DSYNC */
#define KERNEL_O_TMPFILE_ONLY 020000000 /* O_TMPFILE is this and O_DIRECTORY */
#if defined(__TARGET_ARCH_arm64)
#define KERNEL_O_DIRECTORY 040000
#define KERNEL_O_DIRECT 0200000
#define KERNEL_O_LARGEFILE 0400000
#else
#define KERNEL_O_DIRECT 040000
#define KERNEL_O_LARGEFILE 0100000
#define KERNEL_O_DIRECTORY 0200000
#endif

#define SCAP_O_RDONLY (1u << 0)
#define SCAP_O_WRONLY (1u << 1)
#define SCAP_O_CREAT (1u << 2)
#define SCAP_O_APPEND (1u << 3)
#define SCAP_O_DSYNC (1u << 4)
#define SCAP_O_EXCL (1u << 5)
#define SCAP_O_NONBLOCK (1u << 6)
#define SCAP_O_SYNC (1u << 7)
#define SCAP_O_TRUNC (1u << 8)
#define SCAP_O_DIRECT (1u << 9)
#define SCAP_O_DIRECTORY (1u << 10)
#define SCAP_O_LARGEFILE (1u << 11)
#define SCAP_O_CLOEXEC (1u << 12)
#define SCAP_O_TMPFILE (1u << 13)
#define SCAP_O_CREATED (1u << 14)
#define SCAP_UPPER_LAYER (1u << 15)
#define SCAP_LOWER_LAYER (1u << 16)

/* The same in scap. */
#define MODE_BITS 07777
#define LINK_FLAGS 0x1400 /* AT_SYMLINK_FOLLOW, AT_EMPTY_PATH */
#define REMOVE_DIRECTORY 0x200

#define TRANSLATE(flags, from, to) (((flags) & (from)) ? (to) : 0)

/* O_SYNC and O_TMPFILE are told from the bits they share with O_DSYNC and O_DIRECTORY; Falco's
 * driver reports them for those too. */
static __always_inline __u32 convert__open_flags(__u64 flags)
{
	__u32 access = flags & 3;
	__u32 to = access == 1	 ? SCAP_O_WRONLY
		   : access == 2 ? SCAP_O_RDONLY | SCAP_O_WRONLY
				 : SCAP_O_RDONLY;

	to |= TRANSLATE(flags, KERNEL_O_CREAT, SCAP_O_CREAT);
	to |= TRANSLATE(flags, KERNEL_O_APPEND, SCAP_O_APPEND);
	to |= TRANSLATE(flags, KERNEL_O_DSYNC, SCAP_O_DSYNC);
	to |= TRANSLATE(flags, KERNEL_O_EXCL, SCAP_O_EXCL);
	to |= TRANSLATE(flags, KERNEL_O_NONBLOCK, SCAP_O_NONBLOCK);
	to |= TRANSLATE(flags, KERNEL_O_SYNC_ONLY, SCAP_O_SYNC);
	to |= TRANSLATE(flags, KERNEL_O_TRUNC, SCAP_O_TRUNC);
	to |= TRANSLATE(flags, KERNEL_O_DIRECT, SCAP_O_DIRECT);
	to |= TRANSLATE(flags, KERNEL_O_DIRECTORY, SCAP_O_DIRECTORY);
	to |= TRANSLATE(flags, KERNEL_O_LARGEFILE, SCAP_O_LARGEFILE);
	to |= TRANSLATE(flags, KERNEL_O_CLOEXEC, SCAP_O_CLOEXEC);
	to |= TRANSLATE(flags, KERNEL_O_TMPFILE_ONLY, SCAP_O_TMPFILE);
	return to;
}

/* scap's mode bits are the ordinary twelve. A mode has a meaning only where a file may be created.
 */
static __always_inline __u32 convert__open_mode(__u64 flags, __u64 mode)
{
	return flags & (KERNEL_O_CREAT | KERNEL_O_TMPFILE_ONLY) ? mode & 07777 : 0;
}

static __always_inline __u32 convert__resolve_flags(__u64 flags)
{
	return TRANSLATE(flags, 0x01, 1u << 4) | /* RESOLVE_NO_XDEV */
	       TRANSLATE(flags, 0x02, 1u << 2) | /* RESOLVE_NO_MAGICLINKS */
	       TRANSLATE(flags, 0x04, 1u << 3) | /* RESOLVE_NO_SYMLINKS */
	       TRANSLATE(flags, 0x08, 1u << 0) | /* RESOLVE_BENEATH */
	       TRANSLATE(flags, 0x10, 1u << 1) | /* RESOLVE_IN_ROOT */
	       TRANSLATE(flags, 0x20, 1u << 5);	 /* RESOLVE_CACHED */
}

/* Commands of fcntl: the old ones, and those that Linux added, which begin at 1024. */
static const volatile __u8 descriptor_commands[64] = {
	[0] = 1,   /* DUPFD */
	[1] = 2,   /* GETFD */
	[2] = 3,   /* SETFD */
	[3] = 4,   /* GETFL */
	[4] = 5,   /* SETFL */
	[5] = 6,   /* GETLK */
	[6] = 8,   /* SETLK */
	[7] = 9,   /* SETLKW */
	[8] = 10,  /* SETOWN */
	[9] = 12,  /* GETOWN */
	[10] = 13, /* SETSIG */
	[11] = 15, /* GETSIG */
	[12] = 17, /* GETLK64, of 32-bit programs, and the two below */
	[13] = 18, /* SETLK64 */
	[14] = 19, /* SETLKW64 */
	[15] = 21, /* SETOWN_EX */
	[16] = 22, /* GETOWN_EX */
	[36] = 30, /* OFD_GETLK */
	[37] = 31, /* OFD_SETLK */
	[38] = 32, /* OFD_SETLKW */
	[48] = 23, /* 1024, SETLEASE */
	[49] = 24, /* GETLEASE */
	[50] = 27, /* NOTIFY */
	[53] = 25, /* CANCELLK */
	[54] = 26, /* DUPFD_CLOEXEC */
	[55] = 28, /* SETPIPE_SZ */
	[56] = 29, /* GETPIPE_SZ */
};

#define COMMANDS_OF_LINUX 1024
#define PLACE_OF_LINUX 48

static __always_inline __u8 convert__descriptor_command(__u32 command)
{
	if (command >= COMMANDS_OF_LINUX && command < COMMANDS_OF_LINUX + 64 - PLACE_OF_LINUX)
		return descriptor_commands[(command - COMMANDS_OF_LINUX + PLACE_OF_LINUX) & 63];
	return command < PLACE_OF_LINUX ? descriptor_commands[command & 63] : 0;
}

/* Flags of pipe2, dup3, socket and accept4 are open flags of the same values, restricted. */
static __always_inline __u32 convert__descriptor_flags(__u64 flags)
{
	return TRANSLATE(flags, KERNEL_O_NONBLOCK, SCAP_O_NONBLOCK) |
	       TRANSLATE(flags, KERNEL_O_CLOEXEC, SCAP_O_CLOEXEC);
}
