// SPDX-License-Identifier: Apache-2.0
#pragma once

/*
 * The natives of dev.saker.probe.NativeModule: what Java cannot do itself with the devices of Falco's
 * kernel module. Files that are no devices can be opened and mapped likewise, which is how the reader
 * is tested. Failures are -errno.
 */
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../bpf/include/syscall_numbers.h"
#include "../bpf/include/events.h"

static jint module_open(JNIEnv *env, jclass class, jstring path)
{
	const char *text = (*env)->GetStringUTFChars(env, path, NULL);
	int fd = text ? open(text, O_RDWR | O_SYNC | O_CLOEXEC) : -1;
	int error = fd < 0 ? -errno : 0;

	if (text)
		(*env)->ReleaseStringUTFChars(env, path, text);
	return error ? error : fd;
}

static jint module_close(JNIEnv *env, jclass class, jint fd)
{
	return close(fd) ? -errno : 0;
}

static jlong module_control(JNIEnv *env, jclass class, jint fd, jint request, jlong argument)
{
	long answer = ioctl(fd, (unsigned int)request, (unsigned long)argument);

	return answer < 0 ? -errno : answer;
}

/* What a request writes to where its argument points to, into `value`. */
static jint module_ask(JNIEnv *env, jclass class, jint fd, jint request, jlongArray into)
{
	uint64_t value = 0;
	jlong answer;

	if (ioctl(fd, (unsigned int)request, &value) < 0)
		return -errno;
	answer = (jlong)value;
	(*env)->SetLongArrayRegion(env, into, 0, 1, &answer);
	return 0;
}

static jobject module_map(JNIEnv *env, jclass class, jint fd, jlong bytes, jboolean writable)
{
	int protection = PROT_READ | (writable ? PROT_WRITE : 0);
	void *memory = mmap(NULL, bytes, protection, MAP_SHARED, fd, 0);

	if (memory == MAP_FAILED)
		return NULL;
	return (*env)->NewDirectByteBuffer(env, memory, bytes);
}

/* Numbers of this machine's system calls with an event of their own, each followed by its code. */
static jintArray module_calls(JNIEnv *env, jclass class)
{
#define NUMBER_AND_CODE(name, code, parameters, class, skip) __NR_##name, code,
	static const jint calls[] = { SYSCALLS(NUMBER_AND_CODE) };
	jsize count = sizeof(calls) / sizeof(*calls);
	jintArray array = (*env)->NewIntArray(env, count);

	if (array)
		(*env)->SetIntArrayRegion(env, array, 0, count, calls);
	return array;
}

static JNINativeMethod module_natives[] = {
	{ "open", "(Ljava/lang/String;)I", module_open },
	{ "close", "(I)I", module_close },
	{ "control", "(IIJ)J", module_control },
	{ "ask", "(II[J)I", module_ask },
	{ "map", "(IJZ)Ljava/nio/ByteBuffer;", module_map },
	{ "calls", "()[I", module_calls },
};

static int module_register(JNIEnv *env)
{
	jclass class = (*env)->FindClass(env, "dev/saker/probe/NativeModule");

	return !class || (*env)->RegisterNatives(env, class, module_natives,
						 sizeof(module_natives) / sizeof(*module_natives));
}
