// SPDX-License-Identifier: Apache-2.0

/*
 * Work whose processor time is measured with and without a probe: workload open|spawn|shell|build
 * TIMES DIRECTORY. Prints the microseconds, user and system, of this process and those it started.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void run(char *const *command)
{
	pid_t child;
	int status;

	if (posix_spawnp(&child, command[0], NULL, NULL, command, environ) ||
	    waitpid(child, &status, 0) < 0 || status) {
		fprintf(stderr, "workload: %s failed\n", command[0]);
		exit(1);
	}
}

static void open_and_close(long times)
{
	while (times--)
		close(open("/etc/passwd", O_RDONLY));
}

static void spawn(long times)
{
	char *const command[] = { "/bin/true", NULL };

	while (times--)
		run(command);
}

/*
 * As a shell does it, by fork: posix_spawn shares its memory with the child and makes two calls for
 * each signal instead.
 */
static void shell(long times)
{
	char loop[128];
	char *const command[] = { "/bin/sh", "-c", loop, NULL };

	snprintf(loop, sizeof(loop), "i=0; while [ $i -lt %ld ]; do /bin/true; i=$((i + 1)); done", times);
	run(command);
}

/* A small program of several files, as a build compiles and links them. */
static void build(long times, const char *directory)
{
	char source[4096], object[4096];
	char *const compile[] = { "gcc", "-O1", "-c", source, "-o", object, NULL };
	FILE *file;

	while (times--) {
		snprintf(source, sizeof(source), "%s/part%ld.c", directory, times);
		snprintf(object, sizeof(object), "%s/part%ld.o", directory, times);
		file = fopen(source, "w");
		if (!file) {
			perror(source);
			exit(1);
		}
		fprintf(file, "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"
			      "int part%ld(char *s) { return printf(\"%%zu\", strlen(s)); }\n",
			times);
		fclose(file);
		run(compile);
	}
}

static long microseconds(int who)
{
	struct rusage used;

	getrusage(who, &used);
	return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000 + used.ru_utime.tv_usec +
	       used.ru_stime.tv_usec;
}

int main(int argc, char **argv)
{
	long times;

	if (argc != 4)
		return 2;
	times = strtol(argv[2], NULL, 10);
	if (!strcmp(argv[1], "open"))
		open_and_close(times);
	else if (!strcmp(argv[1], "spawn"))
		spawn(times);
	else if (!strcmp(argv[1], "shell"))
		shell(times);
	else if (!strcmp(argv[1], "build"))
		build(times, argv[3]);
	else
		return 2;
	printf("%ld\n", microseconds(RUSAGE_SELF) + microseconds(RUSAGE_CHILDREN));
	return 0;
}
