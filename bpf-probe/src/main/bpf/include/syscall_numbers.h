// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#pragma once

/* Numbers of system calls that the headers we build with may not have yet (from 424 on they are the
 * same on every architecture), and places of our own for calls that only 32-bit programs have. */
#include <asm/unistd.h>

#define SYSCALL_NUMBERS 512
#define PLACES_OF_OUR_OWN 496 /* the kernel has got to 470, and takes a dozen numbers a year */

#define __NR_mmap2 496
#define __NR_stat64 497
#define __NR_lstat64 498
#define __NR_fstat64 499
#define __NR_llseek 500
#define __NR_umount 501
#define __NR_send 502
#define __NR_recv 503

#ifndef __NR_cachestat
#define __NR_cachestat 451
#endif
#ifndef __NR_fchmodat2
#define __NR_fchmodat2 452
#endif
#ifndef __NR_map_shadow_stack
#define __NR_map_shadow_stack 453
#endif
#ifndef __NR_futex_wake
#define __NR_futex_wake 454
#endif
#ifndef __NR_futex_wait
#define __NR_futex_wait 455
#endif
#ifndef __NR_futex_requeue
#define __NR_futex_requeue 456
#endif
#ifndef __NR_statmount
#define __NR_statmount 457
#endif
#ifndef __NR_listmount
#define __NR_listmount 458
#endif
#ifndef __NR_lsm_get_self_attr
#define __NR_lsm_get_self_attr 459
#endif
#ifndef __NR_lsm_set_self_attr
#define __NR_lsm_set_self_attr 460
#endif
#ifndef __NR_lsm_list_modules
#define __NR_lsm_list_modules 461
#endif
#ifndef __NR_mseal
#define __NR_mseal 462
#endif
#ifndef __NR_setxattrat
#define __NR_setxattrat 463
#endif
#ifndef __NR_getxattrat
#define __NR_getxattrat 464
#endif
#ifndef __NR_listxattrat
#define __NR_listxattrat 465
#endif
#ifndef __NR_removexattrat
#define __NR_removexattrat 466
#endif
#ifndef __NR_open_tree_attr
#define __NR_open_tree_attr 467
#endif
