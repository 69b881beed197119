// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause

/* Descriptors of things that are neither files nor sockets: one cannot tell what a number means
 * later without having seen these. */
#include "include/convert_file.h"
#include "include/exe_flags.bpf.h"
#include "include/on_exit.bpf.h"
#include "include/push_path.bpf.h"

#define SIGNALFD_MASK 0 /* Falco's drivers never read it */

ON_EXIT(eventfd2)
{
	push__s64(r, r->result);
	push__u16(r, convert__descriptor_flags(r->arguments[1]));
	push__u64(r, (__u32)r->arguments[0]);
}

ON_EXIT(timerfd_create)
{
	push__s64(r, r->result);
	push__u8(r, r->arguments[0]);
	push__u8(r, 0); /* the flags' scap values do not fit; nor does Falco send them */
}

ON_EXIT(signalfd4)
{
	push__s64(r, r->result);
	push__u16(r, convert__descriptor_flags(r->arguments[3]));
	push__fd(r, r->arguments[0]);
	push__u32(r, SIGNALFD_MASK);
}

ON_EXIT(inotify_init1)
{
	push__s64(r, r->result);
	push__u16(r, convert__descriptor_flags(r->arguments[0]));
}

ON_EXIT(epoll_create1)
{
	push__s64(r, r->result);
	push__u32(r, TRANSLATE(r->arguments[0], KERNEL_O_CLOEXEC, 1));
}

ON_EXIT(pidfd_open)
{
	push__s64(r, r->result);
	push__s64(r, (__s32)r->arguments[0]);
	push__u32(r, TRANSLATE(r->arguments[1], KERNEL_O_NONBLOCK, 1));
}

ON_EXIT(pidfd_getfd)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__fd(r, r->arguments[1]);
	push__u32(r, r->arguments[2]);
}

ON_EXIT(userfaultfd)
{
	push__s64(r, r->result);
	push__u32(r, r->arguments[0]);
}

/* The head of struct io_uring_params. */
struct ring_parameters {
	__u32 sq_entries, cq_entries, flags, sq_thread_cpu, sq_thread_idle, features;
};

ON_EXIT(io_uring_setup)
{
	struct ring_parameters p = {};

	if (bpf_probe_read_user(&p, sizeof(p), (void *)r->arguments[1]))
		record__count_page_fault();
	push__s64(r, r->result);
	push__u32(r, r->arguments[0]);
	push__u32(r, p.sq_entries);
	push__u32(r, p.cq_entries);
	/* scap has one more flag between SQPOLL and SQ_AFF. */
	push__u32(r, (p.flags & 0x3) | (p.flags & 0x7c) << 1);
	push__u32(r, p.sq_thread_cpu);
	push__u32(r, p.sq_thread_idle);
	push__u32(r, p.features & 0x7ff);
}

ON_EXIT(open_by_handle_at)
{
	struct file *file = r->result < 0 ? NULL : file__of_descriptor(r->result);
	struct inode *inode = file ? kernel_read(file, f_inode) : NULL;
	enum overlay_layer layer = inode ? inode__layer(inode) : LAYER_NONE;

	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u32(r, convert__open_flags(r->arguments[2]) |
			     (layer == LAYER_UPPER ? SCAP_UPPER_LAYER : 0) |
			     (layer == LAYER_LOWER ? SCAP_LOWER_LAYER : 0));
	if (file)
		push__file_path(r, file);
	else
		push__empty(r);
	push__u32(r, inode ? inode__device(inode) : 0);
	push__u64(r, inode ? kernel_read(inode, i_ino) : 0);
}

#if defined(__TARGET_ARCH_x86)
/* The calls as they were before they took flags. */
ON_EXIT(eventfd)
{
	push__s64(r, r->result);
	push__u64(r, (__u32)r->arguments[0]);
	push__u32(r, 0);
}

ON_EXIT(signalfd)
{
	push__s64(r, r->result);
	push__fd(r, r->arguments[0]);
	push__u32(r, SIGNALFD_MASK);
	push__u8(r, 0);
}

ON_EXIT(inotify_init)
{
	push__s64(r, r->result);
	push__u8(r, 0);
}

ON_EXIT(epoll_create)
{
	push__s64(r, r->result);
	push__s32(r, r->arguments[0]);
}
#endif
