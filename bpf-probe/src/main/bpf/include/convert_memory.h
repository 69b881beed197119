// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Protections and kinds of mappings to the bits of scap. */
#include "convert_file.h"

static __always_inline __u32 convert__protection(__u64 flags)
{
	return (flags & 0xf) |				 /* READ, WRITE, EXEC, SEM: the same */
	       TRANSLATE(flags, 0x01000000, 1u << 4) | /* GROWSDOWN */
	       TRANSLATE(flags, 0x02000000, 1u << 5);  /* GROWSUP */
}

static __always_inline __u32 convert__mapping_flags(__u64 flags)
{
	return (flags & 3) |				/* SHARED, PRIVATE: the same */
	       TRANSLATE(flags, 0x00010, 1u << 2) |	/* FIXED */
	       TRANSLATE(flags, 0x00020, 1u << 3) |	/* ANONYMOUS */
	       TRANSLATE(flags, 0x00040, 1u << 4) |	/* 32BIT */
	       TRANSLATE(flags, 0x04000, 1u << 6) |	/* NORESERVE */
	       TRANSLATE(flags, 0x08000, 1u << 7) |	/* POPULATE */
	       TRANSLATE(flags, 0x10000, 1u << 8) |	/* NONBLOCK */
	       TRANSLATE(flags, 0x00100, 1u << 9) |	/* GROWSDOWN */
	       TRANSLATE(flags, 0x00800, 1u << 10) |	/* DENYWRITE */
	       TRANSLATE(flags, 0x01000, 1u << 11) |	/* EXECUTABLE */
	       TRANSLATE(flags, 0x02000, 1u << 14);	/* LOCKED */
}
