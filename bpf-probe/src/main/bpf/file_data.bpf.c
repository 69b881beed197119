// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Data read from and written to descriptors, copied between them, and where in a file. What could not
 * be read is not in the buffer; what could not be written is, so it is told. */
#include "include/on_exit.bpf.h"
#include "include/push_data.bpf.h"

#define SPLICE_FLAGS 0xf /* MOVE, NONBLOCK, MORE, GIFT: the same in scap */
#define WHENCE_LAST 2	 /* SET, CUR, END: the same in scap, which does not know the others */

static __always_inline __u64 data__read_length(const struct record *r)
{
	return r->result > 0 ? r->result : 0;
}

static __always_inline __u64 data__written_length(const struct record *r, __u64 asked)
{
	return r->result > 0 ? r->result : asked;
}

/* Of calls whose position follows three other arguments: two halves in a 32-bit program. */
static __always_inline void data__push_position(struct record *r)
{
	push__u64(r, r->abi == ABI_COMPAT ? (__u32)r->arguments[3] | r->arguments[4] << 32 :
					    r->arguments[3]);
}

static __always_inline struct message data__vectors(const struct record *r)
{
	struct message message = {
		.vectors = r->arguments[1],
		.vector_count = r->arguments[2],
	};

	return message;
}

static __always_inline void data__report_read(struct record *r)
{
	push__s64(r, r->result);
	push__data(r, r->arguments[1], data__read_length(r));
	push__fd(r, r->arguments[0]);
	push__u32(r, r->arguments[2]);
}

static __always_inline void data__report_write(struct record *r)
{
	push__s64(r, r->result);
	push__data(r, r->arguments[1], data__written_length(r, r->arguments[2]));
	push__fd(r, r->arguments[0]);
	push__u32(r, r->arguments[2]);
}

/* As with recvmsg, the size is what was read. */
static __always_inline void data__report_readv(struct record *r)
{
	struct message vectors = data__vectors(r);

	push__s64(r, r->result);
	push__u32(r, data__read_length(r));
	if (r->result > 0)
		push__message_data(r, &vectors, r->result);
	else
		push__empty(r);
	push__fd(r, r->arguments[0]);
}

static __always_inline void data__report_writev(struct record *r)
{
	struct message vectors = data__vectors(r);
	__u32 size;

	push__s64(r, r->result);
	size = push__message_data(r, &vectors, data__written_length(r, DATA_BYTES_MAX));
	push__fd(r, r->arguments[0]);
	push__u32(r, size);
}

ON_EXIT(read)
{
	data__report_read(r);
}

ON_EXIT(write)
{
	data__report_write(r);
}

ON_EXIT(pread64)
{
	data__report_read(r);
	data__push_position(r);
}

ON_EXIT(pwrite64)
{
	data__report_write(r);
	data__push_position(r);
}

ON_EXIT(readv)
{
	data__report_readv(r);
}

ON_EXIT(writev)
{
	data__report_writev(r);
}

ON_EXIT(preadv)
{
	data__report_readv(r);
	data__push_position(r);
}

ON_EXIT(pwritev)
{
	data__report_writev(r);
	data__push_position(r);
}

/* With one argument more, its flags, for which the event has no place. */
ON_EXIT(preadv2)
{
	data__report_readv(r);
	data__push_position(r);
}

ON_EXIT(pwritev2)
{
	data__report_writev(r);
	data__push_position(r);
}

ON_EXIT(lseek)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u64(r, r->abi == ABI_COMPAT ? (__u64)(__s32)r->arguments[1] : r->arguments[1]);
	push__u8(r, r->arguments[2] <= WHENCE_LAST ? r->arguments[2] : 0);
}

ON_EXIT(splice)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__fd(r, r->arguments[2]);
	push__u64(r, r->arguments[4]);
	push__u32(r, r->arguments[5] & SPLICE_FLAGS);
}

ON_EXIT(sendfile)
{
	__u64 offset = 0;

	if (r->arguments[2])
		bpf_probe_read_user(&offset, r->abi == ABI_COMPAT ? 4 : 8,
				    (void *)r->arguments[2]);
	push__s64(r, r->result);
	push__u64(r, offset);
	push__fd(r, r->arguments[0]);
	push__fd(r, r->arguments[1]);
	push__u64(r, r->arguments[3]);
}

ON_EXIT(copy_file_range)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[2]);
	push__u64(r, r->arguments[3]);
	push__fd(r, r->arguments[0]);
	push__u64(r, r->arguments[1]);
	push__u64(r, r->arguments[4]);
}

#if defined(__TARGET_ARCH_x86)
/* 32-bit programs only. */
ON_EXIT(llseek)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u64(r, r->arguments[1] << 32 | r->arguments[2]);
	push__u8(r, r->arguments[4] <= WHENCE_LAST ? r->arguments[4] : 0);
}
#endif
