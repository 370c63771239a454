/* Characters that are ASCII whatever the text around them is. */
#ifndef CRM_BASE_TEXT_ASCII_H
#define CRM_BASE_TEXT_ASCII_H

#include <stdbool.h>

/* 0 to 9. */
static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The value of a hexadecimal digit, small or capital; -1: it is none. */
static inline int ascii_hex(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
