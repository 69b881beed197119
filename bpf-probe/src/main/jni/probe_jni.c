// SPDX-License-Identifier: Apache-2.0

/*
 * The natives of dev.saker.probe.NativeProbe: load, attach, configure, map. Nothing here runs per
 * event. Results are handles or 0, failures are -errno; what libbpf had to say about them, the
 * verifier's words included, is kept per thread until log() takes it.
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <jni.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "confine.h"
#include "module_jni.h"

#define LOG_SIZE (64 * 1024)
#define MAX_LINKS 16

struct probe {
	struct bpf_object *object;
	struct bpf_link *links[MAX_LINKS];
	int link_count;
	int *ring_fds;
	int ring_count;
};

static __thread char *log_text;
static __thread size_t log_length;

/* Keeps the last LOG_SIZE bytes: one message can be a whole verifier log, and its end is what
 * tells. */
static int log_append(enum libbpf_print_level level, const char *format, va_list args)
{
	char *message = NULL;
	int length, cut;

	if (level == LIBBPF_DEBUG || (!log_text && !(log_text = malloc(LOG_SIZE + 1))))
		return 0;
	length = vasprintf(&message, format, args);
	if (length < 0)
		return 0;
	cut = length > LOG_SIZE ? length - LOG_SIZE : 0;
	length -= cut;
	if (log_length + length > LOG_SIZE) {
		size_t keep = LOG_SIZE - length;

		memmove(log_text, log_text + log_length - keep, keep);
		log_length = keep;
	}
	memcpy(log_text + log_length, message + cut, length);
	log_length += length;
	free(message);
	return 0;
}

static struct bpf_map *find_map(struct probe *probe, JNIEnv *env, jstring name)
{
	const char *text = (*env)->GetStringUTFChars(env, name, NULL);
	struct bpf_map *map = text ? bpf_object__find_map_by_name(probe->object, text) : NULL;

	if (text)
		(*env)->ReleaseStringUTFChars(env, name, text);
	return map;
}

static void probe_free(struct probe *probe)
{
	for (int i = 0; i < probe->link_count; i++)
		bpf_link__destroy(probe->links[i]);
	for (int i = 0; i < probe->ring_count; i++) {
		if (probe->ring_fds[i] >= 0)
			close(probe->ring_fds[i]);
	}
	free(probe->ring_fds);
	bpf_object__close(probe->object);
	free(probe);
}

/* One slot per possible CPU in each map that is indexed by it. */
static int size_maps(struct bpf_object *object, int cpus)
{
	static const char *const per_cpu[] = { "counters", "scratch", "rings" };
	struct bpf_map *map;

	for (size_t i = 0; i < sizeof(per_cpu) / sizeof(*per_cpu); i++) {
		map = bpf_object__find_map_by_name(object, per_cpu[i]);
		int error = map ? bpf_map__set_max_entries(map, cpus) : -ENOENT;

		if (error)
			return error;
	}
	map = bpf_object__find_map_by_name(object, "ring_scratch");
	return map ? bpf_map__set_max_entries(map, cpus + 1) : -ENOENT;
}

static int set_first_ring(struct bpf_object *object, int fd)
{
	struct bpf_map *rings = bpf_object__find_map_by_name(object, "rings");

	return rings ? bpf_map__set_inner_map_fd(rings, fd) : -ENOENT;
}

/* Tracepoints that not every kernel has: sched_prepare_exec came with 6.10, those of io_uring have been
 * what they are since 6.2, those of page faults are of some architectures only. Their programs are left out where the kernel lacks them. */
static const char *const missing_somewhere[][2] = {
	{ "exec_prepared", "btf_trace_sched_prepare_exec" },
	{ "ring_submitted", "btf_trace_io_uring_submit_req" },
	{ "ring_completed", "btf_trace_io_uring_submit_req" },
	{ "optional_fault_user", "btf_trace_page_fault_user" },
	{ "optional_fault_kernel", "btf_trace_page_fault_kernel" },
};

static void leave_out_missing(struct bpf_object *object)
{
	struct btf *kernel = btf__load_vmlinux_btf();

	for (size_t i = 0; i < sizeof(missing_somewhere) / sizeof(*missing_somewhere); i++) {
		struct bpf_program *program =
			bpf_object__find_program_by_name(object, missing_somewhere[i][0]);

		if (program &&
		    btf__find_by_name_kind(kernel, missing_somewhere[i][1], BTF_KIND_TYPEDEF) < 0)
			bpf_program__set_autoload(program, false);
	}
	btf__free(kernel);
}

/* Before the programs are loaded: up to 5.9 those of a map are as big as the one it was made with
 * (134fede4eecf). */
static int create_rings(struct probe *probe, int cpus, int cpus_per_ring, int ring_bytes)
{
	int rings = (cpus + cpus_per_ring - 1) / cpus_per_ring;

	probe->ring_fds = malloc(rings * sizeof(int));
	if (!probe->ring_fds)
		return -ENOMEM;
	for (; probe->ring_count < rings; probe->ring_count++) {
		int fd = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "saker_ring", 0, 0, ring_bytes, NULL);

		if (fd < 0)
			return fd;
		probe->ring_fds[probe->ring_count] = fd;
	}
	return 0;
}

static int hand_out_rings(struct probe *probe, int cpus, int cpus_per_ring)
{
	int outer = bpf_object__find_map_fd_by_name(probe->object, "rings");

	for (int cpu = 0; cpu < cpus; cpu++) {
		int error = bpf_map_update_elem(outer, &cpu, &probe->ring_fds[cpu / cpus_per_ring],
						BPF_ANY);

		if (error)
			return error;
	}
	return 0;
}

/*
 * The kernel's types are named, though libbpf would find them itself: a type that this kernel lacks is
 * then not sought in its modules, and to list those takes CAP_SYS_ADMIN where CAP_BPF is enough for all
 * else.
 */
static struct bpf_object *open_object(const void *bytes, size_t size)
{
	static const char kernel_types[] = "/sys/kernel/btf/vmlinux";
	LIBBPF_OPTS(bpf_object_open_opts, options);

	if (!access(kernel_types, R_OK))
		options.btf_custom_path = kernel_types;
	return bpf_object__open_mem(bytes, size, &options);
}

/* Where a read-only variable of the object lies, and how big it is. */
static const void *find_constant(struct bpf_object *object, const char *name, size_t *size)
{
	const struct btf *btf = bpf_object__btf(object);
	int section = btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC);
	const struct btf_type *type = section > 0 ? btf__type_by_id(btf, section) : NULL;
	const char *rodata = NULL;
	struct bpf_map *map;

	bpf_object__for_each_map (map, object) {
		const char *name = strstr(bpf_map__name(map), ".rodata");

		/* Constants that have no name lie in sections of a longer one. */
		if (name && !strcmp(name, ".rodata"))
			rodata = bpf_map__initial_value(map, size);
	}
	for (int i = 0; rodata && type && i < btf_vlen(type); i++) {
		const struct btf_var_secinfo *variable = btf_var_secinfos(type) + i;
		const struct btf_type *of = btf__type_by_id(btf, variable->type);

		if (!strcmp(btf__name_by_offset(btf, of->name_off), name)) {
			*size = variable->size;
			return rodata + variable->offset;
		}
	}
	*size = 0;
	return NULL;
}

/* Says to the programs whether the kernel's structures may be read by loads: before they are loaded. */
static int set_direct_reads(struct bpf_object *object, bool wanted)
{
	size_t size;
	bool *variable = (bool *)find_constant(object, "direct_reads", &size);

	if (!variable)
		return -ENOENT;
	*variable = wanted;
	return 0;
}

static int load_object(struct probe *probe, const void *bytes, size_t size, int cpus, bool direct)
{
	int error;

	probe->object = open_object(bytes, size);
	if (!probe->object)
		return -errno;
	leave_out_missing(probe->object);
	error = set_direct_reads(probe->object, direct);
	if (!error)
		error = size_maps(probe->object, cpus);
	if (!error)
		error = set_first_ring(probe->object, probe->ring_fds[0]);
	if (!error)
		error = bpf_object__load(probe->object);
	if (error) {
		bpf_object__close(probe->object);
		probe->object = NULL;
	}
	return error;
}

/* The verifiers between 6.2 and 6.18 have not been tried: one that refuses to read directly gets the
 * programs with helper calls. */
static jlong native_load(JNIEnv *env, jclass class, jbyteArray bytes, jint cpus_per_ring,
			 jint ring_bytes, jboolean direct)
{
	struct probe *probe = calloc(1, sizeof(*probe));
	jsize size = (*env)->GetArrayLength(env, bytes);
	jbyte *copy = (*env)->GetByteArrayElements(env, bytes, NULL);
	int cpus = libbpf_num_possible_cpus();
	int error = -ENOMEM;

	log_length = 0;
	if (!probe || !copy || cpus < 0)
		goto out;
	error = create_rings(probe, cpus, cpus_per_ring, ring_bytes);
	if (error)
		goto out;
	error = load_object(probe, copy, size, cpus, direct);
	if (error && direct)
		error = load_object(probe, copy, size, cpus, false);
	if (!error)
		error = hand_out_rings(probe, cpus, cpus_per_ring);
out:
	if (copy)
		(*env)->ReleaseByteArrayElements(env, bytes, copy, JNI_ABORT);
	/* What the kernel's types took while the programs were fitted to them. */
	malloc_trim(0);
	if (!error)
		return (jlong)(intptr_t)probe;
	if (probe)
		probe_free(probe);
	return error;
}

/* Programs that are attached only if they are asked for: the bit of Tracepoint.java. */
static const struct {
	const char *program;
	int bit;
} optional_programs[] = {
	{ "optional_signal", 1 << 0 },
	{ "optional_switch", 1 << 1 },
	{ "optional_fault_user", 1 << 2 },
	{ "optional_fault_kernel", 1 << 2 },
	{ "optional_enter", 1 << 3 },
};

static int is_attached(struct bpf_program *program, int optional)
{
	const char *name = bpf_program__name(program);

	if (!bpf_program__autoload(program) || !strncmp(name, "exit_", 5))
		return 0;
	for (size_t i = 0; i < sizeof(optional_programs) / sizeof(*optional_programs); i++) {
		if (!strcmp(name, optional_programs[i].program))
			return optional & optional_programs[i].bit;
	}
	return 1;
}

/* Attaches what is not reached by tail call: every loaded program not called exit_*, and of the
 * optional ones those that are asked for. */
static jint native_attach(JNIEnv *env, jclass class, jlong handle, jint optional)
{
	struct probe *probe = (struct probe *)(intptr_t)handle;
	struct bpf_program *program;

	log_length = 0;
	bpf_object__for_each_program (program, probe->object) {
		if (!is_attached(program, optional))
			continue;
		if (probe->link_count == MAX_LINKS)
			return -E2BIG;
		probe->links[probe->link_count] = bpf_program__attach(program);
		if (!probe->links[probe->link_count])
			return -errno;
		probe->link_count++;
	}
	return 0;
}

static void native_detach(JNIEnv *env, jclass class, jlong handle)
{
	struct probe *probe = (struct probe *)(intptr_t)handle;

	while (probe->link_count > 0)
		bpf_link__destroy(probe->links[--probe->link_count]);
}

/* The mappings handed out stay valid: each holds its map until native_unmap. */
static void native_close(JNIEnv *env, jclass class, jlong handle)
{
	probe_free((struct probe *)(intptr_t)handle);
}

static jstring native_log(JNIEnv *env, jclass class)
{
	if (!log_text || !log_length)
		return (*env)->NewStringUTF(env, "");
	log_text[log_length] = 0;
	for (size_t i = 0; i < log_length; i++) {
		if ((unsigned char)log_text[i] >= 0x80)
			log_text[i] =
				'?'; /* NewStringUTF is undefined on anything but modified UTF-8 */
	}
	return (*env)->NewStringUTF(env, log_text);
}

static jint native_ring_count(JNIEnv *env, jclass class, jlong handle)
{
	return ((struct probe *)(intptr_t)handle)->ring_count;
}

static jobject map_memory(JNIEnv *env, int fd, size_t size, int protection, off_t offset)
{
	void *memory = mmap(NULL, size, protection, MAP_SHARED, fd, offset);

	if (memory == MAP_FAILED)
		return NULL;
	return (*env)->NewDirectByteBuffer(env, memory, (jlong)size);
}

/* The consumer's position: the first page, the only one user space may write. */
static jobject native_map_consumer(JNIEnv *env, jclass class, jlong handle, jint ring)
{
	struct probe *probe = (struct probe *)(intptr_t)handle;

	return map_memory(env, probe->ring_fds[ring], getpagesize(), PROT_READ | PROT_WRITE, 0);
}

/* The producer's page and the data, twice in a row, so that no record is ever split. */
static jobject native_map_producer(JNIEnv *env, jclass class, jlong handle, jint ring, jint bytes)
{
	struct probe *probe = (struct probe *)(intptr_t)handle;

	return map_memory(env, probe->ring_fds[ring], getpagesize() + 2 * (size_t)bytes, PROT_READ,
			  getpagesize());
}

static jobject native_map_array(JNIEnv *env, jclass class, jlong handle, jstring name)
{
	struct bpf_map *map = find_map((struct probe *)(intptr_t)handle, env, name);
	size_t page = getpagesize(), size;

	if (!map)
		return NULL;
	size = (size_t)((bpf_map__value_size(map) + 7) & ~7u) * bpf_map__max_entries(map);
	return map_memory(env, bpf_map__fd(map), (size + page - 1) & ~(page - 1),
			  PROT_READ | PROT_WRITE, 0);
}

static jint native_map_size(JNIEnv *env, jclass class, jlong handle, jstring name)
{
	struct bpf_map *map = find_map((struct probe *)(intptr_t)handle, env, name);

	return map ? (jint)bpf_map__max_entries(map) : -ENOENT;
}

/* An entry of `syscalls` in dispatcher.bpf.c. */
struct syscall_entry {
	uint16_t event;
	uint8_t parameters;
	uint8_t event_class;
	uint8_t skip;
};

static jintArray native_events(JNIEnv *env, jclass class, jlong handle)
{
	struct probe *probe = (struct probe *)(intptr_t)handle;
	const struct syscall_entry *entry;
	size_t size, count = 0;
	jint codes[2048];
	jintArray array;

	entry = find_constant(probe->object, "syscalls", &size);
	for (size_t i = 0; i < size / sizeof(*entry) && count + 4 <= 2048; i++) {
		if (entry[i].event) {
			codes[count++] = i;
			codes[count++] = entry[i].event;
			codes[count++] = entry[i].parameters;
			codes[count++] = entry[i].event_class;
		}
	}
	array = (*env)->NewIntArray(env, count);
	if (array)
		(*env)->SetIntArrayRegion(env, array, 0, count, codes);
	return array;
}

/* The tables of 32-bit programs in compat_syscalls.h; only some architectures have them. */
static const struct {
	const char *name;
	bool is_family; /* a struct call_family: in front is the number of the call that stands for the others */
} other_tables[] = {
	{ "compat_syscalls", false },
	{ "socket_calls", true },
	{ "ipc_calls", true },
};

static jintArray native_other_numbers(JNIEnv *env, jclass class, jlong handle)
{
	struct probe *probe = (struct probe *)(intptr_t)handle;
	jint numbers[2048];
	size_t count = 0;
	jintArray array;

	for (size_t t = 0; t < sizeof(other_tables) / sizeof(*other_tables); t++) {
		size_t size;
		const uint16_t *table = find_constant(probe->object, other_tables[t].name, &size);
		bool family = other_tables[t].is_family;

		for (size_t i = family; i < size / sizeof(*table) && count + 2 <= 2048; i++) {
			if (table[i]) {
				numbers[count++] = family ? table[0] : (jint)i;
				numbers[count++] = table[i] % SYSCALL_NUMBERS;
			}
		}
	}
	array = (*env)->NewIntArray(env, count);
	if (array)
		(*env)->SetIntArrayRegion(env, array, 0, count, numbers);
	return array;
}

static jintArray native_generic_codes(JNIEnv *env, jclass class, jlong handle)
{
	struct probe *probe = (struct probe *)(intptr_t)handle;
	const uint16_t *table;
	jint codes[1024];
	jintArray array;
	size_t size;

	table = find_constant(probe->object, "generic_codes", &size);
	size /= sizeof(*table);
	for (size_t i = 0; i < size && i < 1024; i++)
		codes[i] = table[i];
	array = (*env)->NewIntArray(env, size);
	if (array)
		(*env)->SetIntArrayRegion(env, array, 0, size, codes);
	return array;
}

static jint native_unmap(JNIEnv *env, jclass class, jobject buffer)
{
	void *memory = (*env)->GetDirectBufferAddress(env, buffer);

	return munmap(memory, (*env)->GetDirectBufferCapacity(env, buffer)) ? -errno : 0;
}

/* Adds a key of the map's own width (4 or 8 bytes) to a set. */
static jint native_add(JNIEnv *env, jclass class, jlong handle, jstring name, jlong key)
{
	struct bpf_map *map = find_map((struct probe *)(intptr_t)handle, env, name);
	uint8_t yes = 1;

	if (!map)
		return -ENOENT;
	return bpf_map_update_elem(bpf_map__fd(map), &key, &yes, BPF_ANY);
}

static jlong nanos_of(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * 1000000000ll + now.tv_nsec;
}

/* {monotonic, boot, wall} of one moment: the tightest of a few tries, as we may lose the CPU. */
static void native_clocks(JNIEnv *env, jclass class, jlongArray into)
{
	jlong best = INT64_MAX, clocks[3] = { 0 };

	for (int i = 0; i < 8; i++) {
		jlong before = nanos_of(CLOCK_MONOTONIC), boot = nanos_of(CLOCK_BOOTTIME);
		jlong wall = nanos_of(CLOCK_REALTIME), after = nanos_of(CLOCK_MONOTONIC);

		if (after - before < best) {
			best = after - before;
			clocks[0] = before;
			clocks[1] = boot;
			clocks[2] = wall;
		}
	}
	(*env)->SetLongArrayRegion(env, into, 0, 3, clocks);
}

static jint native_confine(JNIEnv *env, jclass class, jlong keep)
{
	return confine(keep);
}

static JNINativeMethod natives[] = {
	{ "load", "([BIIZ)J", native_load },
	{ "attach", "(JI)I", native_attach },
	{ "detach", "(J)V", native_detach },
	{ "close", "(J)V", native_close },
	{ "log", "()Ljava/lang/String;", native_log },
	{ "ringCount", "(J)I", native_ring_count },
	{ "mapConsumer", "(JI)Ljava/nio/ByteBuffer;", native_map_consumer },
	{ "mapProducer", "(JII)Ljava/nio/ByteBuffer;", native_map_producer },
	{ "mapArray", "(JLjava/lang/String;)Ljava/nio/ByteBuffer;", native_map_array },
	{ "mapSize", "(JLjava/lang/String;)I", native_map_size },
	{ "events", "(J)[I", native_events },
	{ "otherNumbers", "(J)[I", native_other_numbers },
	{ "genericCodes", "(J)[I", native_generic_codes },
	{ "unmap", "(Ljava/nio/ByteBuffer;)I", native_unmap },
	{ "add", "(JLjava/lang/String;J)I", native_add },
	{ "confine", "(J)I", native_confine },
	{ "clocks", "([J)V", native_clocks },
};

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved)
{
	JNIEnv *env;
	jclass class;

	if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_10) != JNI_OK)
		return JNI_ERR;
	class = (*env)->FindClass(env, "dev/saker/probe/NativeProbe");
	if (!class)
		return JNI_ERR;
	if ((*env)->RegisterNatives(env, class, natives, sizeof(natives) / sizeof(*natives)))
		return JNI_ERR;
	if (module_register(env))
		return JNI_ERR;
	libbpf_set_print(log_append);
	return JNI_VERSION_10;
}
