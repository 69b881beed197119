// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Appending parameters to a record. Each call that ends in a type completes one parameter; the
 * calls named `append` add bytes to the one being built, which push__end then completes. */
#include "core_compat.bpf.h"
#include "record.bpf.h"

static __always_inline void push__end(struct record *r, __u32 length)
{
	/* 31 is the most any event has (execve), so the lengths never reach beyond their place. */
	*(__u16 *)(r->data + LENGTHS_AT + 2 * (r->parameter & 31)) = length;
	r->parameter++;
}

static __always_inline void push__empty(struct record *r)
{
	push__end(r, 0);
}

/* In one store: clang knows that an element of an array of bytes need not be aligned, and would write it
 * byte by byte; that nothing stands in the way of a whole store it is told by the variable. */
#define DEFINE_PUSH(suffix, type)                                                                  \
	static __always_inline void append__##suffix(struct record *r, type value)                 \
	{                                                                                          \
		void *at = &r->data[r->position & DATA_MASK];                                      \
                                                                                                   \
		*(type *)at = value;                                                               \
		r->position += sizeof(type);                                                       \
	}                                                                                          \
	static __always_inline void push__##suffix(struct record *r, type value)                   \
	{                                                                                          \
		append__##suffix(r, value);                                                        \
		push__end(r, sizeof(type));                                                        \
	}

DEFINE_PUSH(u8, __u8)
DEFINE_PUSH(u16, __u16)
DEFINE_PUSH(s16, __s16)
DEFINE_PUSH(u32, __u32)
DEFINE_PUSH(s32, __s32)
DEFINE_PUSH(u64, __u64)
DEFINE_PUSH(s64, __s64)

/* A file descriptor argument: C passes an int, whose upper half in the register is undefined. */
static __always_inline void push__fd(struct record *r, __u64 argument)
{
	push__s64(r, (__s32)argument);
}

/* Both return how many bytes they added, the final 0 included; nothing is added when the memory
 * cannot be read. */
static __always_inline __u32 append__user_text(struct record *r, __u64 address)
{
	long length;

	if (!address)
		return 0;
	length = bpf_probe_read_user_str(&r->data[r->position & DATA_MASK], TEXT_MAX,
					 (void *)address);
	if (length < 0) {
		record__count_page_fault();
		return 0;
	}
	r->position += length;
	return length;
}

static __always_inline __u32 append__kernel_text(struct record *r, const void *address)
{
	long length;

	if (!address)
		return 0;
	length = bpf_probe_read_kernel_str(&r->data[r->position & DATA_MASK], TEXT_MAX, address);
	if (length < 0)
		return 0;
	r->position += length;
	return length;
}

static __always_inline __u32 push__user_text(struct record *r, __u64 address)
{
	__u32 length = append__user_text(r, address);

	push__end(r, length);
	return length;
}

static __always_inline void push__kernel_text(struct record *r, const void *address)
{
	push__end(r, append__kernel_text(r, address));
}

static __always_inline __u32 append__user_bytes(struct record *r, __u64 address, __u64 length)
{
	if (!address || !length)
		return 0;
	if (length > TEXT_MAX)
		length = TEXT_MAX;
	opaque(length);
	length &= 2 * TEXT_MAX - 1; /* changes nothing: 1..4096 already */
	if (bpf_probe_read_user(&r->data[r->position & DATA_MASK], length, (void *)address)) {
		record__count_page_fault();
		return 0;
	}
	r->position += length;
	return length;
}

/* As many as a parameter can have; DATA_SIZE has a tail that takes them at any position. */
static __always_inline __u32 append__user_data(struct record *r, __u64 address, __u64 length)
{
	if (!address || !length)
		return 0;
	if (length > DATA_BYTES_MAX)
		length = DATA_BYTES_MAX;
	opaque(length);
	length &= DATA_BYTES_MAX;
	if (bpf_probe_read_user(&r->data[r->position & DATA_MASK], length, (void *)address)) {
		record__count_page_fault();
		return 0;
	}
	r->position += length;
	return length;
}

/* Overwrites the last byte written: ends a cut list of strings, or turns a 0 into a separator. */
static __always_inline void push__replace_last(struct record *r, __u8 byte)
{
	r->data[(r->position - 1) & DATA_MASK] = byte;
}
