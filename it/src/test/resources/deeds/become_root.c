// SPDX-License-Identifier: Apache-2.0
/* Asks to be root, which it must be already. */
#include <unistd.h>

int main(void)
{
	return setuid(0);
}
