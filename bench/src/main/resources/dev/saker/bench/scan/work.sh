#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Ordinary work, over and over until it is stopped: shell pipelines, compiles, file operations,
# connections to this host. Started in a directory of its own, beside the program `work`.

printf '#include <stdio.h>\n#include <stdlib.h>\nint main(void) { puts("hello"); return EXIT_SUCCESS; }\n' >hello.c
mkdir -p files

compile() {
	gcc -O1 -c -o hello.o hello.c
	gcc -o hello hello.o
	./hello >hello.txt
}

pipelines() {
	for name in one two three four five six; do
		echo "$name" | grep -c e >count.txt
		ls /usr/lib | wc -l >lines.txt
		tr a-z A-Z </etc/hostname | cut -c1-3 >upper.txt
	done
	find /usr/include/linux -name '*.h' | sort | head -3 >headers.txt
	sed -n 1,5p /etc/passwd >users.txt
	cp users.txt copy.txt && mv copy.txt moved.txt && rm moved.txt
	date >date.txt
}

while :; do
	compile
	pipelines
	./work files files 120
	./work loopback 120
done
