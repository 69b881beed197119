// SPDX-License-Identifier: Apache-2.0
// Asks RE2 itself, in the mode in which Falco uses it. Each line of standard input holds a pattern and texts, with tabs
// between them; it comes back with RE2's complaint or a digit per text behind the pattern. Bytes that are not printable
// ASCII, % and blanks are %XX. Built with: c++ -std=c++17 -O1 re2_posix.cc -lre2
#include <re2/re2.h>

#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

static std::string plain(const std::string &text)
{
	std::string out;

	for (size_t i = 0; i < text.size(); i++) {
		if (text[i] == '%') {
			out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
			i += 2;
		} else {
			out += text[i];
		}
	}
	return out;
}

static std::string escaped(const std::string &text)
{
	std::string out;
	char code[4];

	for (unsigned char c : text) {
		if (c > ' ' && c < 0x7f && c != '%') {
			out += static_cast<char>(c);
		} else {
			snprintf(code, sizeof(code), "%%%02X", c);
			out += code;
		}
	}
	return out;
}

int main()
{
	std::string line;

	while (std::getline(std::cin, line)) {
		std::istringstream in(line);
		std::string pattern, text, texts, answer;
		RE2::Options options(RE2::POSIX);

		options.set_log_errors(false);
		std::getline(in, pattern, '\t');
		RE2 regex(plain(pattern), options);
		while (std::getline(in, text, '\t')) {
			std::string value = plain(text);

			if (regex.ok())
				answer += regex.Match(value, 0, value.size(), RE2::ANCHOR_BOTH, nullptr, 0) ? '1' : '0';
			texts += "\t" + text;
		}
		std::cout << pattern << '\t' << (regex.ok() ? answer : "!" + escaped(regex.error())) << texts << '\n';
	}
}
