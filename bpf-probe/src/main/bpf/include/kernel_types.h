// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/*
 * The few kernel types and members the probe reads, and nothing else. Offsets, sizes and even the
 * position inside anonymous unions are irrelevant: `preserve_access_index` makes every access a
 * CO-RE relocation that libbpf resolves against the BTF of the running kernel. So no vmlinux.h and
 * no bpftool are needed to build. What changed its name or shape between kernels is in
 * core_compat.bpf.h.
 */
#include <linux/types.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct hlist_node;

struct hlist_head {
	struct hlist_node *first;
};

struct list_head {
	struct list_head *next;
};

typedef struct {
	__u32 val;
} kuid_t;

typedef struct {
	__u32 val;
} kgid_t;

/* Until 6.2 two words of 32 bits (f122a08b197d): read as one of 64 either way. */
typedef struct {
	__u64 val;
} kernel_cap_t;

#if defined(__TARGET_ARCH_x86)
struct pt_regs {
	unsigned long bp, bx, r10, r9, r8, ax, cx, dx, si, di, orig_ax, ip;
};

struct thread_info {
	__u32 status;
};
#elif defined(__TARGET_ARCH_arm64)
struct user_pt_regs {
	__u64 regs[31];
};

struct pt_regs {
	__u64 regs[31];
	__u64 orig_x0;
	__s32 syscallno;
};

struct thread_info {
	unsigned long flags;
};
#endif

/* Identity: ids, credentials, namespaces. */

struct upid {
	int nr;
	struct pid_namespace *ns;
};

struct pid {
	unsigned int level;
	struct upid numbers[1];
};

struct pid_namespace {
	struct task_struct *child_reaper;
	unsigned int level;
};

struct nsproxy {
	struct pid_namespace *pid_ns_for_children;
};

struct uid_gid_extent {
	__u32 first;
	__u32 lower_first;
	__u32 count;
};

struct uid_gid_map {
	struct uid_gid_extent extent[5];
	__u32 nr_extents;
};

struct user_namespace {
	struct uid_gid_map uid_map;
	struct uid_gid_map gid_map;
};

struct group_info {
	int ngroups;
	kgid_t gid[0];
};

struct cred {
	kuid_t euid, fsuid;
	kgid_t egid, fsgid;
	kernel_cap_t cap_inheritable, cap_permitted, cap_effective;
	struct user_namespace *user_ns;
	struct group_info *group_info;
};

/* Tasks. */

struct rlimit {
	unsigned long rlim_cur;
};

struct tty_driver {
	int major;
	int minor_start;
};

struct tty_struct {
	struct tty_driver *driver;
	int index;
};

struct signal_struct {
	struct list_head thread_head;
	unsigned int is_child_subreaper : 1;
	unsigned int has_child_subreaper : 1;
	struct pid *pids[4];
	struct tty_struct *tty;
	struct rlimit rlim[16];
};

struct mm_struct {
	unsigned long total_vm;
	unsigned long arg_start, arg_end, env_start, env_end;
	struct file *exe_file;
};

struct task_struct {
	struct thread_info thread_info;
	unsigned int flags;
	struct mm_struct *mm;
	int exit_code;
	int pid;
	int tgid;
	struct task_struct *real_parent;
	struct list_head children;
	struct pid *thread_pid;
	struct list_head thread_node;
	__u64 start_time;
	unsigned long min_flt, maj_flt;
	struct cred *cred;
	char comm[16];
	struct files_struct *files;
	struct nsproxy *nsproxy;
	struct signal_struct *signal;
	kuid_t loginuid;
	struct css_set *cgroups;
};

struct kernel_siginfo {
	int si_code;
	union {
		struct {
			int _pid;
		} _kill;
	} _sifields;
};

struct linux_binprm {
	const char *filename;
	const char *fdpath;
};

/* Control groups. */

struct kernfs_node {
	const char *name;
};

struct cgroup {
	struct kernfs_node *kn;
};

struct cgroup_subsys_state {
	struct cgroup *cgroup;
};

/* Values are the kernel's at load time; here only the names count. */
enum cgroup_subsys_id {
	cpuset_cgrp_id,
	cpu_cgrp_id,
	cpuacct_cgrp_id,
	io_cgrp_id,
	memory_cgrp_id,
};

struct css_set {
	struct cgroup_subsys_state *subsys[5];
	struct cgroup *dfl_cgrp;
};

/* Files. */

struct qstr {
	__u32 len;
	const unsigned char *name;
};

struct super_block {
	__u32 s_dev;
	unsigned long s_flags;
	unsigned long s_magic;
};

struct inode {
	__u16 i_mode;
	kuid_t i_uid;
	kgid_t i_gid;
	unsigned int i_flags;
	struct super_block *i_sb;
	unsigned long i_ino;
};

struct dentry {
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
	struct super_block *d_sb;
};

struct vfsmount {
	struct dentry *mnt_root;
};

struct mount {
	struct mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

struct file {
	unsigned int f_mode;
	struct path f_path;
	struct inode *f_inode;
	void *private_data;
};

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
};

struct files_struct {
	struct fdtable *fdt;
};

/* Sockets. */

struct in6_addr {
	__u8 bytes[16];
};

struct sock_common {
	__be32 skc_daddr;
	__be16 skc_dport;
	unsigned short skc_family;
	struct in6_addr skc_v6_daddr;
};

struct sock {
	struct sock_common __sk_common;
	__u32 sk_ack_backlog;
	__u32 sk_max_ack_backlog;
};

struct ipv6_pinfo {
	struct in6_addr saddr;
};

struct inet_sock {
	struct sock sk;
	struct ipv6_pinfo *pinet6;
	__be32 inet_saddr;
	__be16 inet_sport;
};

struct sockaddr_un {
	unsigned short sun_family;
	char sun_path[108];
};

struct unix_address {
	int len; /* of name: its family and what is used of its path */
	struct sockaddr_un name[0];
};

struct unix_sock {
	struct sock sk;
	struct unix_address *addr;
	struct sock *peer;
};

struct socket {
	struct sock *sk;
};

#pragma clang attribute pop
