// SPDX-License-Identifier: Apache-2.0
/* Attaches to another process, a child that only waits, as a debugger or a thief would. */
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int status = 0;
	pid_t victim = fork();

	if (victim == 0) {
		pause();
		return 0;
	}
	if (victim < 0 || ptrace(PTRACE_ATTACH, victim, 0, 0) != 0)
		return 1;
	if (waitpid(victim, &status, 0) != victim)
		return 2;
	ptrace(PTRACE_DETACH, victim, 0, 0);
	kill(victim, SIGKILL);
	return waitpid(victim, &status, 0) == victim ? 0 : 3;
}
