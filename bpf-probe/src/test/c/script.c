// SPDX-License-Identifier: Apache-2.0

/*
 * Performs the system calls that its arguments spell out, without a C library: built for 64 and for
 * 32 bits. Usage: script CALL... where CALL is NUMBER [ARGUMENT...] and `;` stands between calls.
 * An argument is a number, 'text, &N (N bytes of zeroes), $N (the result of call N), @N (the address of
 * thing N) or [A,B,...] (words in memory). Things are what lies in memory, in the order of their first
 * letter. Prints rN=, the result of each call, and bN=, the address of each thing, into descriptor
 * 200, which is none of those that scripts use.
 */
typedef unsigned long word;

#define OUTPUT 200
#define MOST 64

static char arena[262144] __attribute__((aligned(4096)));
static word arena_used, things[MOST], thing_count;
static long results[MOST];
static char text[8192];
static word text_used;

#if defined(__x86_64__)
#define SYS_write 1
#define SYS_dup2 33
#define SYS_exit_group 231

static long call(long number, const long *a)
{
	register long r10 __asm__("r10") = a[3];
	register long r8 __asm__("r8") = a[4];
	register long r9 __asm__("r9") = a[5];
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call run\n");
#else
#define SYS_write 4
#define SYS_dup2 63
#define SYS_exit_group 252

/* ebp carries the sixth argument, so all are loaded from memory through eax. */
long call(long number, const long *a);
__asm__("call: push %ebx\n push %esi\n push %edi\n push %ebp\n"
	"mov 20(%esp), %eax\n mov 24(%esp), %ebp\n"
	"mov 0(%ebp), %ebx\n mov 4(%ebp), %ecx\n mov 8(%ebp), %edx\n mov 12(%ebp), %esi\n"
	"mov 16(%ebp), %edi\n mov 20(%ebp), %ebp\n int $0x80\n"
	"pop %ebp\n pop %edi\n pop %esi\n pop %ebx\n ret\n");

__asm__(".globl _start\n_start: mov %esp, %eax\n and $-16, %esp\n sub $12, %esp\n push %eax\n"
	"call run\n");
#endif

static void put_text(const char *from)
{
	while (*from)
		text[text_used++] = *from++;
}

static void put_number(long value)
{
	char digits[24];
	int count = 0;
	word rest = value < 0 ? -(word)value : (word)value;

	if (value < 0)
		put_text("-");
	do {
		digits[count++] = '0' + rest % 10;
		rest /= 10;
	} while (rest);
	while (count)
		text[text_used++] = digits[--count];
}

static void put_fact(const char *kind, word index, long value)
{
	put_text(kind);
	put_number(index);
	put_text("=");
	put_number(value);
	put_text("\n");
}

static const char *read_number(const char *at, long *value)
{
	word base = 10, digit, result = 0;
	int negative = *at == '-';

	at += negative;
	if (*at == '0') {
		base = 8;
		if (*++at == 'x') {
			base = 16;
			at++;
		}
	}
	for (;; at++) {
		if (*at >= '0' && *at <= '9')
			digit = *at - '0';
		else if (base == 16 && *at >= 'a' && *at <= 'f')
			digit = *at - 'a' + 10;
		else
			break;
		result = result * base + digit;
	}
	*value = negative ? -(long)result : (long)result;
	return at;
}

/* Memory of their own for things, each at the beginning of 64 bytes. */
static char *thing(word size)
{
	char *at = arena + arena_used;

	arena_used += (size + 63) & ~63ul;
	things[thing_count++] = (word)at;
	return at;
}

static const char *read_value(const char *at, long *value);

static const char *read_list(const char *at, long *value)
{
	long *list = (long *)thing(MOST * sizeof(long));
	word count = 0;

	while (*at && *at != ']') {
		at = read_value(at, &list[count++]);
		at += *at == ',';
	}
	*value = (long)list;
	return at + 1;
}

static const char *read_text(const char *at, long *value)
{
	const char *end = at;
	char *copy;

	while (*end && *end != ',' && *end != ']')
		end++;
	copy = thing(end - at + 1);
	*value = (long)copy;
	while (at < end)
		*copy++ = *at++;
	return end;
}

static const char *read_value(const char *at, long *value)
{
	switch (*at) {
	case '[':
		return read_list(at + 1, value);
	case '\'':
		return read_text(at + 1, value);
	case '&':
		at = read_number(at + 1, value);
		*value = (long)thing(*value);
		return at;
	case '$':
		at = read_number(at + 1, value);
		*value = results[*value];
		return at;
	case '@':
		at = read_number(at + 1, value);
		*value = things[*value];
		return at;
	default:
		return read_number(at, value);
	}
}

static void end(int status)
{
	long written[6] = { OUTPUT, (long)text, text_used }, ended[6] = { status };

	call(SYS_write, written);
	call(SYS_exit_group, ended);
}

__attribute__((used)) void run(long *stack)
{
	long output[6] = { 1, OUTPUT }, number, a[6];
	char **arguments = (char **)(stack + 1);
	word count = stack[0], calls = 0, at = 1, i;

	call(SYS_dup2, output);
	while (at < count) {
		read_number(arguments[at++], &number);
		for (i = 0; i < 6; i++)
			a[i] = 0;
		for (i = 0; at < count && arguments[at][0] != ';'; i++)
			read_value(arguments[at++], &a[i]);
		results[calls] = call(number, a);
		put_fact("r", calls, results[calls]);
		calls++;
		at++;
	}
	for (i = 0; i < thing_count; i++)
		put_fact("b", i, things[i]);
	end(0);
}
