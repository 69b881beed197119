// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/*
 * Turns away calls that no rule can match and that change nothing of the host's state, by what is at
 * hand when they end. KernelFilter.java decides alike, and a live test holds the two together. What
 * cannot be told passes.
 *
 * A name counts only if it is absolute and its own resolution: no slash is followed by a slash, a dot
 * or the end. Eight bytes are looked at in one step; a mark is the highest bit of a byte.
 */
#include "convert_file.h"
#include "maps.bpf.h"

#define NAME_BYTES 256 /* its final 0 included; longer ones pass */
#define EVERY(byte) (0x0101010101010101ull * (byte))
#define MARKS EVERY(0x80)

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u8[NAME_BYTES + 16]); /* so that any eight bytes of a name can be read at once */
} filtered_name SEC(".maps");

static __always_inline __u64 filter__zero_bytes(__u64 word)
{
	return ~(((word & ~MARKS) + ~MARKS) | word | ~MARKS);
}

/* Bytes that texts of parameters do not show as they are: blanks, control characters, non-ASCII. */
static __always_inline __u64 filter__odd_bytes(__u64 word)
{
	__u64 above_blank = (word & ~MARKS) + EVERY(0x7f - ' ');

	return ((~above_blank | word) & MARKS) | filter__zero_bytes(word ^ EVERY(0x7f));
}

/* Slashes that are followed by a slash, a dot or the end. */
static __always_inline __u64 filter__loose_slashes(__u64 word, __u64 next)
{
	return filter__zero_bytes(word ^ EVERY('/')) &
	       (filter__zero_bytes(next ^ EVERY('/')) | filter__zero_bytes(next ^ EVERY('.')) |
		filter__zero_bytes(next));
}

static __always_inline bool filter__is_resolution(const __u8 *name)
{
	__u64 word, next, ends, before_end;
	int i;

	if (name[0] != '/')
		return false;
	for (i = 0; i < NAME_BYTES; i += sizeof(word)) {
		word = *(__u64 *)(name + i);
		__builtin_memcpy(&next, name + i + 1, sizeof(next));
		ends = filter__zero_bytes(word);
		before_end = (ends & -ends) - 1; /* everything where there is no end */
		if ((filter__odd_bytes(word) | filter__loose_slashes(word, next)) & before_end)
			return false;
		if (ends)
			return true;
	}
	return false;
}

static __always_inline bool filter__begins(const __u8 *name, const struct name_prefix *prefix)
{
	const __u64 *words = (const __u64 *)name;
	__u64 different = 0;
	int i;

#pragma unroll
	for (i = 0; i < PREFIX_WORDS; i++)
		different |= (words[i] ^ prefix->bytes[i]) & prefix->mask[i];
	return !different;
}

static __always_inline bool filter__name_passes(const struct plan *plan,
						const struct filter_term *term, __u64 address)
{
	__u32 zero = 0, count = term->prefixes, at;
	__u8 *name = bpf_map_lookup_elem(&filtered_name, &zero);
	long length;

	if (!name)
		return true;
	length = bpf_probe_read_user_str(name, NAME_BYTES, (void *)address);
	if (length <= 0 || length >= NAME_BYTES || !filter__is_resolution(name))
		return true;
	for (at = 0; at < TERM_PREFIXES && at < count; at++) {
		if (filter__begins(name, &plan->names[(term->first_prefix + at) &
						      (FILTER_PREFIXES - 1)]))
			return true;
	}
	return false;
}

/* Chosen by hand: older kernels do not let a program read its stack at an offset they do not know. */
static __always_inline __u64 filter__argument(const __u64 *arguments, __u8 number)
{
	switch (number) {
	case 0:
		return arguments[0];
	case 1:
		return arguments[1];
	case 2:
		return arguments[2];
	default:
		return arguments[3];
	}
}

static __always_inline bool filter__term_passes(const struct plan *plan,
						const struct filter_term *term, long result,
						const __u64 *arguments)
{
	__u64 flags;

	if (!(term->outcome & (result < 0 ? OUTCOME_FAILED : OUTCOME_SUCCEEDED)))
		return false;
	if (term->open_flags) {
		flags = filter__argument(arguments, term->flags_register);
		if (term->open_flags & ~convert__open_flags(flags))
			return false;
	}
	return term->name_register == NO_REGISTER ||
	       filter__name_passes(plan, term, filter__argument(arguments, term->name_register));
}

static __always_inline bool filter__passes(const struct plan *plan, __u16 event, long result,
					   const __u64 *arguments)
{
	__u8 number = plan->filter[event & (EVENT_CODES - 1)];
	const struct filter_term *term;
	int i;

	if (!number)
		return true;
	for (i = 0; i < FILTER_TERMS; i++) {
		term = &plan->filters[number][i];
		if (!term->outcome)
			return false;
		if (filter__term_passes(plan, term, result, arguments))
			return true;
	}
	return false;
}
