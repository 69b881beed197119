// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/*
 * Everything that is named or shaped differently between the kernels we run on (5.8 and later),
 * each with the commit or release that changed it. Flavours (the part after ___) are ignored by
 * CO-RE when it looks for the kernel's type. No other file asks what kernel it is on.
 */
#include "kernel_types.h"

/* Hides a value's history from clang, which otherwise moves a bound we set to where the verifier
 * does not see it. */
#define opaque(value) asm volatile("" : "+r"(value))

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct timespec64___old {
	__s64 tv_sec;
	long tv_nsec;
};

/* Before 6.6 (13bc24457850 renamed i_ctime, then 6.7 i_mtime). */
struct inode___before_v6_6 {
	struct timespec64___old i_mtime;
	struct timespec64___old i_ctime;
};

struct inode___v6_7 {
	struct timespec64___old __i_mtime;
	struct timespec64___old __i_ctime;
};

/* 6.11 (3aa63a569c64) split the times to save space. */
struct inode___v6_11 {
	__s64 i_mtime_sec, i_ctime_sec;
	__u32 i_mtime_nsec, i_ctime_nsec;
};

/* 6.15 (633488947ef6) made the parent RCU-protected and renamed it. */
struct kernfs_node___before_v6_15 {
	struct kernfs_node *parent;
};

struct kernfs_node___v6_15 {
	struct kernfs_node *__parent;
};

/* 6.2 (f1a7941243c1) turned the array of counters into per-CPU counters. */
struct atomic_long___count {
	long counter;
};

struct mm_rss_stat {
	struct atomic_long___count count[4];
};

struct mm_struct___before_v6_2 {
	struct mm_rss_stat rss_stat;
};

struct percpu_counter {
	__s64 count;
};

/* 6.1 (7f203bc89eb6) has the groups themselves there. */
struct cgroup___before_v6_1 {
	int level;
	__u64 ancestor_ids[1];
};

struct mm_struct___v6_2 {
	struct percpu_counter rss_stat[4];
};

#pragma clang attribute pop

/*
 * Since 6.2 (a35b9af4ec2c) any address can be taken for a type of the kernel and read without a call, which
 * costs a load instead of 30 to 50 ns. Told by a helper that came with the same release. The loader turns it
 * off where the verifier will not have it.
 */
enum bpf_func_id___v6_2 {
	BPF_FUNC_cgrp_storage_get___v6_2 = 210,
};

extern void *bpf_rdonly_cast(const void *address, __u32 type) __ksym __weak;

const volatile bool direct_reads = true;

#define compat__direct(type, address)                                                              \
	((type *)bpf_rdonly_cast(address, bpf_core_type_id_kernel(type)))

static __always_inline bool compat__can_read_directly(void)
{
	return bpf_core_enum_value_exists(enum bpf_func_id___v6_2,
					  BPF_FUNC_cgrp_storage_get___v6_2) &&
	       direct_reads;
}

/* kernel_read(task, mm, arg_start) is task->mm->arg_start; 0 where that leads nowhere. It must start from a
 * variable: a member of a struct of ours would be relocated as well. */
#define kernel_read(from, ...)                                                                     \
	({                                                                                         \
		typeof(___arrow((from), __VA_ARGS__)) value__;                                     \
		if (compat__can_read_directly())                                                   \
			value__ = ___arrow(compat__direct(typeof(*(from)), from), __VA_ARGS__);    \
		else                                                                               \
			value__ = BPF_CORE_READ(from, __VA_ARGS__);                                \
		value__;                                                                           \
	})

/* A number or a pointer of 8 bytes at an address that no type of ours stands for. The verifier lets nobody
 * calculate with what was read as a pointer, so each has a type of the kernel that begins with its like. */
static __always_inline __u64 compat__read_number(const void *address)
{
	__u64 number = 0;

	if (compat__can_read_directly())
		return compat__direct(struct timespec64___old, address)->tv_sec;
	bpf_probe_read_kernel(&number, sizeof(number), address);
	return number;
}

/* A member that is a pointer, as the verifier sees a number: for loops, whose turns it could not tell from
 * each other if it had to follow pointers through them. */
#define kernel_pointer(from, member)                                                               \
	((typeof((from)->member))compat__read_number(                                              \
		(void *)(from) + bpf_core_field_offset(typeof(*(from)), member)))

static __always_inline void *compat__read_pointer(const void *address)
{
	void *pointer = NULL;

	if (compat__can_read_directly())
		return compat__direct(struct hlist_head, address)->first;
	bpf_probe_read_kernel(&pointer, sizeof(pointer), address);
	return pointer;
}

/* 6.13 (4e40eff0b573) marks in the top bit of the nanoseconds that someone has read the time. */
#define CTIME_QUERIED (1u << 31)

struct file_times {
	__u64 ctime;
	__u64 mtime;
};

static __always_inline __u64 compat__epoch_ns(__s64 seconds, __u64 nanos)
{
	return seconds < 0 ? 0 : (__u64)seconds * 1000000000ull + nanos;
}

static __always_inline void compat__read_times(struct inode *inode, struct file_times *times)
{
	struct inode___before_v6_6 *oldest = (void *)inode;
	struct inode___v6_7 *old = (void *)inode;
	struct inode___v6_11 *split = (void *)inode;

	if (bpf_core_field_exists(split->i_ctime_sec))
		times->ctime =
			compat__epoch_ns(kernel_read(split, i_ctime_sec),
					 kernel_read(split, i_ctime_nsec) & ~CTIME_QUERIED);
	else if (bpf_core_field_exists(old->__i_ctime))
		times->ctime = compat__epoch_ns(kernel_read(old, __i_ctime.tv_sec),
						kernel_read(old, __i_ctime.tv_nsec));
	else
		times->ctime = compat__epoch_ns(kernel_read(oldest, i_ctime.tv_sec),
						kernel_read(oldest, i_ctime.tv_nsec));

	if (bpf_core_field_exists(split->i_mtime_sec))
		times->mtime = compat__epoch_ns(kernel_read(split, i_mtime_sec),
						kernel_read(split, i_mtime_nsec));
	else if (bpf_core_field_exists(old->__i_mtime))
		times->mtime = compat__epoch_ns(kernel_read(old, __i_mtime.tv_sec),
						kernel_read(old, __i_mtime.tv_nsec));
	else
		times->mtime = compat__epoch_ns(kernel_read(oldest, i_mtime.tv_sec),
						kernel_read(oldest, i_mtime.tv_nsec));
}

static __always_inline struct kernfs_node *compat__kernfs_parent(struct kernfs_node *node)
{
	struct kernfs_node___before_v6_15 *old = (void *)node;
	struct kernfs_node___v6_15 *now = (void *)node;

	if (bpf_core_field_exists(now->__parent))
		return kernel_pointer(now, __parent);
	return kernel_pointer(old, parent);
}

/* The helper that gives a task whose members can be read directly came with 5.11 (3ca1032ab7ab). */
static __always_inline bool compat__has_current(void)
{
	return bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf);
}

static __always_inline struct task_struct *compat__current(void)
{
	if (compat__has_current())
		return bpf_get_current_task_btf();
	return (void *)bpf_get_current_task();
}

/*
 * The v2 group that is so many levels below the root and that the current task is in; 0 if it is in none.
 * The helper that tells it may be called from here since 5.14 (95b861a7935b); the one that is asked for came
 * a release later.
 */
static __always_inline __u64 compat__ancestor_cgroup(struct task_struct *current, int level)
{
	struct cgroup___before_v6_1 *group;

	if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return bpf_get_current_ancestor_cgroup_id(level);
	group = (void *)BPF_CORE_READ(current, cgroups, dfl_cgrp);
	if (level > BPF_CORE_READ(group, level))
		return 0;
	return compat__read_number((void *)group +
				   bpf_core_field_offset(struct cgroup___before_v6_1, ancestor_ids) +
				   level * sizeof(__u64));
}

/* As bpf_get_current_pid_tgid has it, without a call where the task can be read directly. */
static __always_inline __u64 compat__ids(struct task_struct *current)
{
	if (compat__has_current())
		return (__u64)(__u32)current->tgid << 32 | (__u32)current->pid;
	return bpf_get_current_pid_tgid();
}

#if defined(__TARGET_ARCH_x86)
static __always_inline __u32 compat__thread_status(struct task_struct *current)
{
	/* Directly where it can be had: this is on the path of every system call. */
	if (compat__has_current())
		return current->thread_info.status;
	return BPF_CORE_READ(current, thread_info.status);
}
#endif

/* Pages of one kind (0 file, 1 anonymous, 2 swap entries, 3 shared memory) an address space holds.
 * The stride is asked for by hand: CO-RE does not adjust the step of an index it does not know. */
static __always_inline __s64 compat__mm_pages(struct mm_struct *mm, int kind)
{
	struct mm_struct___before_v6_2 *old = (void *)mm;
	struct mm_struct___v6_2 *now = (void *)mm;
	void *first;

	if (bpf_core_type_exists(struct mm_rss_stat)) {
		first = &old->rss_stat.count;
		return compat__read_number(first + kind * sizeof(__s64));
	}
	first = (void *)&now->rss_stat + bpf_core_field_offset(struct percpu_counter, count);
	return compat__read_number(first + kind * bpf_core_type_size(struct percpu_counter));
}
