// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* System calls without an event of their own, by the code scap gives them: what a generic event
 * holds. The numbers are those of the machine, so each is asked for only where there is one. */
#include "syscall_numbers.h"

const volatile __u16 generic_codes[SYSCALL_NUMBERS] = {
#ifdef __NR_rt_sigaction
	[__NR_rt_sigaction] = 107,
#endif
#ifdef __NR_rt_sigprocmask
	[__NR_rt_sigprocmask] = 108,
#endif
#ifdef __NR_rt_sigreturn
	[__NR_rt_sigreturn] = 298,
#endif
#ifdef __NR_sched_yield
	[__NR_sched_yield] = 99,
#endif
#ifdef __NR_mremap
	[__NR_mremap] = 104,
#endif
#ifdef __NR_msync
	[__NR_msync] = 86,
#endif
#ifdef __NR_mincore
	[__NR_mincore] = 138,
#endif
#ifdef __NR_madvise
	[__NR_madvise] = 139,
#endif
#ifdef __NR_shmget
	[__NR_shmget] = 267,
#endif
#ifdef __NR_shmat
	[__NR_shmat] = 297,
#endif
#ifdef __NR_shmctl
	[__NR_shmctl] = 268,
#endif
#ifdef __NR_pause
	[__NR_pause] = 21,
#endif
#ifdef __NR_getitimer
	[__NR_getitimer] = 66,
#endif
#ifdef __NR_alarm
	[__NR_alarm] = 19,
#endif
#ifdef __NR_setitimer
	[__NR_setitimer] = 65,
#endif
#ifdef __NR_getpid
	[__NR_getpid] = 16,
#endif
#ifdef __NR_exit
	[__NR_exit] = 2,
#endif
#ifdef __NR_wait4
	[__NR_wait4] = 69,
#endif
#ifdef __NR_uname
	[__NR_uname] = 67,
#endif
#ifdef __NR_shmdt
	[__NR_shmdt] = 266,
#endif
#ifdef __NR_msgget
	[__NR_msgget] = 264,
#endif
#ifdef __NR_msgsnd
	[__NR_msgsnd] = 262,
#endif
#ifdef __NR_msgrcv
	[__NR_msgrcv] = 263,
#endif
#ifdef __NR_msgctl
	[__NR_msgctl] = 265,
#endif
#ifdef __NR_fsync
	[__NR_fsync] = 72,
#endif
#ifdef __NR_fdatasync
	[__NR_fdatasync] = 90,
#endif
#ifdef __NR_truncate
	[__NR_truncate] = 57,
#endif
#ifdef __NR_ftruncate
	[__NR_ftruncate] = 58,
#endif
#ifdef __NR_readlink
	[__NR_readlink] = 51,
#endif
#ifdef __NR_umask
	[__NR_umask] = 37,
#endif
#ifdef __NR_gettimeofday
	[__NR_gettimeofday] = 47,
#endif
#ifdef __NR_getrusage
	[__NR_getrusage] = 46,
#endif
#ifdef __NR_sysinfo
	[__NR_sysinfo] = 71,
#endif
#ifdef __NR_times
	[__NR_times] = 31,
#endif
#ifdef __NR_syslog
	[__NR_syslog] = 64,
#endif
#ifdef __NR_getppid
	[__NR_getppid] = 41,
#endif
#ifdef __NR_getpgrp
	[__NR_getpgrp] = 42,
#endif
#ifdef __NR_getgroups
	[__NR_getgroups] = 125,
#endif
#ifdef __NR_setgroups
	[__NR_setgroups] = 126,
#endif
#ifdef __NR_getpgid
	[__NR_getpgid] = 79,
#endif
#ifdef __NR_setfsuid
	[__NR_setfsuid] = 135,
#endif
#ifdef __NR_setfsgid
	[__NR_setfsgid] = 136,
#endif
#ifdef __NR_getsid
	[__NR_getsid] = 89,
#endif
#ifdef __NR_capget
	[__NR_capget] = 114,
#endif
#ifdef __NR_rt_sigpending
	[__NR_rt_sigpending] = 109,
#endif
#ifdef __NR_rt_sigtimedwait
	[__NR_rt_sigtimedwait] = 110,
#endif
#ifdef __NR_rt_sigqueueinfo
	[__NR_rt_sigqueueinfo] = 111,
#endif
#ifdef __NR_rt_sigsuspend
	[__NR_rt_sigsuspend] = 112,
#endif
#ifdef __NR_sigaltstack
	[__NR_sigaltstack] = 317,
#endif
#ifdef __NR_utime
	[__NR_utime] = 22,
#endif
#ifdef __NR_uselib
	[__NR_uselib] = 52,
#endif
#ifdef __NR_personality
	[__NR_personality] = 82,
#endif
#ifdef __NR_ustat
	[__NR_ustat] = 39,
#endif
#ifdef __NR_statfs
	[__NR_statfs] = 62,
#endif
#ifdef __NR_fstatfs
	[__NR_fstatfs] = 63,
#endif
#ifdef __NR_sysfs
	[__NR_sysfs] = 81,
#endif
#ifdef __NR_getpriority
	[__NR_getpriority] = 60,
#endif
#ifdef __NR_setpriority
	[__NR_setpriority] = 61,
#endif
#ifdef __NR_sched_setparam
	[__NR_sched_setparam] = 95,
#endif
#ifdef __NR_sched_getparam
	[__NR_sched_getparam] = 96,
#endif
#ifdef __NR_sched_setscheduler
	[__NR_sched_setscheduler] = 97,
#endif
#ifdef __NR_sched_getscheduler
	[__NR_sched_getscheduler] = 98,
#endif
#ifdef __NR_sched_get_priority_max
	[__NR_sched_get_priority_max] = 100,
#endif
#ifdef __NR_sched_get_priority_min
	[__NR_sched_get_priority_min] = 101,
#endif
#ifdef __NR_sched_rr_get_interval
	[__NR_sched_rr_get_interval] = 102,
#endif
#ifdef __NR_vhangup
	[__NR_vhangup] = 68,
#endif
#ifdef __NR_modify_ldt
	[__NR_modify_ldt] = 366,
#endif
#ifdef __NR_pivot_root
	[__NR_pivot_root] = 137,
#endif
#ifdef __NR__sysctl
	[__NR__sysctl] = 385,
#endif
#ifdef __NR_arch_prctl
	[__NR_arch_prctl] = 296,
#endif
#ifdef __NR_adjtimex
	[__NR_adjtimex] = 74,
#endif
#ifdef __NR_sync
	[__NR_sync] = 24,
#endif
#ifdef __NR_acct
	[__NR_acct] = 33,
#endif
#ifdef __NR_settimeofday
	[__NR_settimeofday] = 48,
#endif
#ifdef __NR_swapon
	[__NR_swapon] = 53,
#endif
#ifdef __NR_swapoff
	[__NR_swapoff] = 70,
#endif
#ifdef __NR_reboot
	[__NR_reboot] = 54,
#endif
#ifdef __NR_sethostname
	[__NR_sethostname] = 44,
#endif
#ifdef __NR_setdomainname
	[__NR_setdomainname] = 73,
#endif
#ifdef __NR_iopl
	[__NR_iopl] = 391,
#endif
#ifdef __NR_ioperm
	[__NR_ioperm] = 344,
#endif
#ifdef __NR_create_module
	[__NR_create_module] = 381,
#endif
#ifdef __NR_get_kernel_syms
	[__NR_get_kernel_syms] = 372,
#endif
#ifdef __NR_query_module
	[__NR_query_module] = 386,
#endif
#ifdef __NR_nfsservctl
	[__NR_nfsservctl] = 378,
#endif
#ifdef __NR_getpmsg
	[__NR_getpmsg] = 375,
#endif
#ifdef __NR_gettid
	[__NR_gettid] = 140,
#endif
#ifdef __NR_readahead
	[__NR_readahead] = 373,
#endif
#ifdef __NR_setxattr
	[__NR_setxattr] = 141,
#endif
#ifdef __NR_lsetxattr
	[__NR_lsetxattr] = 142,
#endif
#ifdef __NR_fsetxattr
	[__NR_fsetxattr] = 143,
#endif
#ifdef __NR_getxattr
	[__NR_getxattr] = 144,
#endif
#ifdef __NR_lgetxattr
	[__NR_lgetxattr] = 145,
#endif
#ifdef __NR_fgetxattr
	[__NR_fgetxattr] = 146,
#endif
#ifdef __NR_listxattr
	[__NR_listxattr] = 147,
#endif
#ifdef __NR_llistxattr
	[__NR_llistxattr] = 148,
#endif
#ifdef __NR_flistxattr
	[__NR_flistxattr] = 149,
#endif
#ifdef __NR_removexattr
	[__NR_removexattr] = 150,
#endif
#ifdef __NR_lremovexattr
	[__NR_lremovexattr] = 151,
#endif
#ifdef __NR_fremovexattr
	[__NR_fremovexattr] = 152,
#endif
#ifdef __NR_time
	[__NR_time] = 11,
#endif
#ifdef __NR_sched_setaffinity
	[__NR_sched_setaffinity] = 155,
#endif
#ifdef __NR_sched_getaffinity
	[__NR_sched_getaffinity] = 156,
#endif
#ifdef __NR_set_thread_area
	[__NR_set_thread_area] = 157,
#endif
#ifdef __NR_io_setup
	[__NR_io_setup] = 159,
#endif
#ifdef __NR_io_destroy
	[__NR_io_destroy] = 160,
#endif
#ifdef __NR_io_getevents
	[__NR_io_getevents] = 161,
#endif
#ifdef __NR_io_submit
	[__NR_io_submit] = 162,
#endif
#ifdef __NR_io_cancel
	[__NR_io_cancel] = 163,
#endif
#ifdef __NR_get_thread_area
	[__NR_get_thread_area] = 158,
#endif
#ifdef __NR_lookup_dcookie
	[__NR_lookup_dcookie] = 365,
#endif
#ifdef __NR_epoll_ctl_old
	[__NR_epoll_ctl_old] = 364,
#endif
#ifdef __NR_epoll_wait_old
	[__NR_epoll_wait_old] = 379,
#endif
#ifdef __NR_remap_file_pages
	[__NR_remap_file_pages] = 168,
#endif
#ifdef __NR_set_tid_address
	[__NR_set_tid_address] = 169,
#endif
#ifdef __NR_restart_syscall
	[__NR_restart_syscall] = 1,
#endif
#ifdef __NR_semtimedop
	[__NR_semtimedop] = 371,
#endif
#ifdef __NR_fadvise64
	[__NR_fadvise64] = 319,
#endif
#ifdef __NR_timer_create
	[__NR_timer_create] = 170,
#endif
#ifdef __NR_timer_settime
	[__NR_timer_settime] = 171,
#endif
#ifdef __NR_timer_gettime
	[__NR_timer_gettime] = 172,
#endif
#ifdef __NR_timer_getoverrun
	[__NR_timer_getoverrun] = 173,
#endif
#ifdef __NR_timer_delete
	[__NR_timer_delete] = 174,
#endif
#ifdef __NR_clock_settime
	[__NR_clock_settime] = 175,
#endif
#ifdef __NR_clock_gettime
	[__NR_clock_gettime] = 176,
#endif
#ifdef __NR_clock_getres
	[__NR_clock_getres] = 177,
#endif
#ifdef __NR_clock_nanosleep
	[__NR_clock_nanosleep] = 178,
#endif
#ifdef __NR_exit_group
	[__NR_exit_group] = 164,
#endif
#ifdef __NR_epoll_ctl
	[__NR_epoll_ctl] = 166,
#endif
#ifdef __NR_utimes
	[__NR_utimes] = 180,
#endif
#ifdef __NR_mbind
	[__NR_mbind] = 363,
#endif
#ifdef __NR_set_mempolicy
	[__NR_set_mempolicy] = 368,
#endif
#ifdef __NR_get_mempolicy
	[__NR_get_mempolicy] = 387,
#endif
#ifdef __NR_mq_open
	[__NR_mq_open] = 181,
#endif
#ifdef __NR_mq_unlink
	[__NR_mq_unlink] = 182,
#endif
#ifdef __NR_mq_timedsend
	[__NR_mq_timedsend] = 183,
#endif
#ifdef __NR_mq_timedreceive
	[__NR_mq_timedreceive] = 184,
#endif
#ifdef __NR_mq_notify
	[__NR_mq_notify] = 185,
#endif
#ifdef __NR_mq_getsetattr
	[__NR_mq_getsetattr] = 186,
#endif
#ifdef __NR_kexec_load
	[__NR_kexec_load] = 187,
#endif
#ifdef __NR_waitid
	[__NR_waitid] = 188,
#endif
#ifdef __NR_add_key
	[__NR_add_key] = 189,
#endif
#ifdef __NR_request_key
	[__NR_request_key] = 190,
#endif
#ifdef __NR_ioprio_set
	[__NR_ioprio_set] = 192,
#endif
#ifdef __NR_ioprio_get
	[__NR_ioprio_get] = 193,
#endif
#ifdef __NR_inotify_add_watch
	[__NR_inotify_add_watch] = 195,
#endif
#ifdef __NR_inotify_rm_watch
	[__NR_inotify_rm_watch] = 196,
#endif
#ifdef __NR_migrate_pages
	[__NR_migrate_pages] = 357,
#endif
#ifdef __NR_futimesat
	[__NR_futimesat] = 201,
#endif
#ifdef __NR_readlinkat
	[__NR_readlinkat] = 206,
#endif
#ifdef __NR_faccessat
	[__NR_faccessat] = 208,
#endif
#ifdef __NR_pselect6
	[__NR_pselect6] = 209,
#endif
#ifdef __NR_set_robust_list
	[__NR_set_robust_list] = 212,
#endif
#ifdef __NR_get_robust_list
	[__NR_get_robust_list] = 213,
#endif
#ifdef __NR_tee
	[__NR_tee] = 215,
#endif
#ifdef __NR_sync_file_range
	[__NR_sync_file_range] = 388,
#endif
#ifdef __NR_vmsplice
	[__NR_vmsplice] = 216,
#endif
#ifdef __NR_move_pages
	[__NR_move_pages] = 358,
#endif
#ifdef __NR_utimensat
	[__NR_utimensat] = 219,
#endif
#ifdef __NR_epoll_pwait
	[__NR_epoll_pwait] = 218,
#endif
#ifdef __NR_fallocate
	[__NR_fallocate] = 299,
#endif
#ifdef __NR_timerfd_settime
	[__NR_timerfd_settime] = 223,
#endif
#ifdef __NR_timerfd_gettime
	[__NR_timerfd_gettime] = 224,
#endif
#ifdef __NR_rt_tgsigqueueinfo
	[__NR_rt_tgsigqueueinfo] = 233,
#endif
#ifdef __NR_perf_event_open
	[__NR_perf_event_open] = 234,
#endif
#ifdef __NR_fanotify_init
	[__NR_fanotify_init] = 235,
#endif
#ifdef __NR_fanotify_mark
	[__NR_fanotify_mark] = 393,
#endif
#ifdef __NR_name_to_handle_at
	[__NR_name_to_handle_at] = 376,
#endif
#ifdef __NR_clock_adjtime
	[__NR_clock_adjtime] = 237,
#endif
#ifdef __NR_syncfs
	[__NR_syncfs] = 238,
#endif
#ifdef __NR_getcpu
	[__NR_getcpu] = 217,
#endif
#ifdef __NR_kcmp
	[__NR_kcmp] = 361,
#endif
#ifdef __NR_sched_setattr
	[__NR_sched_setattr] = 362,
#endif
#ifdef __NR_sched_getattr
	[__NR_sched_getattr] = 383,
#endif
#ifdef __NR_getrandom
	[__NR_getrandom] = 318,
#endif
#ifdef __NR_kexec_file_load
	[__NR_kexec_file_load] = 345,
#endif
#ifdef __NR_membarrier
	[__NR_membarrier] = 390,
#endif
#ifdef __NR_pkey_mprotect
	[__NR_pkey_mprotect] = 350,
#endif
#ifdef __NR_pkey_alloc
	[__NR_pkey_alloc] = 349,
#endif
#ifdef __NR_pkey_free
	[__NR_pkey_free] = 351,
#endif
#ifdef __NR_statx
	[__NR_statx] = 367,
#endif
#ifdef __NR_io_pgetevents
	[__NR_io_pgetevents] = 369,
#endif
#ifdef __NR_rseq
	[__NR_rseq] = 380,
#endif
#ifdef __NR_pidfd_send_signal
	[__NR_pidfd_send_signal] = 348,
#endif
#ifdef __NR_open_tree
	[__NR_open_tree] = 339,
#endif
#ifdef __NR_move_mount
	[__NR_move_mount] = 340,
#endif
#ifdef __NR_fsopen
	[__NR_fsopen] = 338,
#endif
#ifdef __NR_fsmount
	[__NR_fsmount] = 337,
#endif
#ifdef __NR_fspick
	[__NR_fspick] = 336,
#endif
#ifdef __NR_faccessat2
	[__NR_faccessat2] = 384,
#endif
#ifdef __NR_process_madvise
	[__NR_process_madvise] = 389,
#endif
#ifdef __NR_epoll_pwait2
	[__NR_epoll_pwait2] = 356,
#endif
#ifdef __NR_mount_setattr
	[__NR_mount_setattr] = 341,
#endif
#ifdef __NR_quotactl_fd
	[__NR_quotactl_fd] = 353,
#endif
#ifdef __NR_landlock_create_ruleset
	[__NR_landlock_create_ruleset] = 352,
#endif
#ifdef __NR_landlock_add_rule
	[__NR_landlock_add_rule] = 355,
#endif
#ifdef __NR_landlock_restrict_self
	[__NR_landlock_restrict_self] = 354,
#endif
#ifdef __NR_memfd_secret
	[__NR_memfd_secret] = 343,
#endif
#ifdef __NR_process_mrelease
	[__NR_process_mrelease] = 377,
#endif
#ifdef __NR_futex_waitv
	[__NR_futex_waitv] = 374,
#endif
#ifdef __NR_set_mempolicy_home_node
	[__NR_set_mempolicy_home_node] = 370,
#endif
#ifdef __NR_cachestat
	[__NR_cachestat] = 412,
#endif
#ifdef __NR_map_shadow_stack
	[__NR_map_shadow_stack] = 414,
#endif
#ifdef __NR_futex_wake
	[__NR_futex_wake] = 417,
#endif
#ifdef __NR_futex_wait
	[__NR_futex_wait] = 419,
#endif
#ifdef __NR_futex_requeue
	[__NR_futex_requeue] = 418,
#endif
#ifdef __NR_statmount
	[__NR_statmount] = 438,
#endif
#ifdef __NR_listmount
	[__NR_listmount] = 437,
#endif
#ifdef __NR_lsm_get_self_attr
	[__NR_lsm_get_self_attr] = 439,
#endif
#ifdef __NR_lsm_set_self_attr
	[__NR_lsm_set_self_attr] = 440,
#endif
#ifdef __NR_lsm_list_modules
	[__NR_lsm_list_modules] = 441,
#endif
#ifdef __NR_mseal
	[__NR_mseal] = 442,
#endif
#ifdef __NR_setxattrat
	[__NR_setxattrat] = 447,
#endif
#ifdef __NR_getxattrat
	[__NR_getxattrat] = 446,
#endif
#ifdef __NR_listxattrat
	[__NR_listxattrat] = 445,
#endif
#ifdef __NR_removexattrat
	[__NR_removexattrat] = 444,
#endif
#ifdef __NR_open_tree_attr
	[__NR_open_tree_attr] = 448,
#endif
};
