/*
 * What can go wrong, and the sentence that says so.
 *
 * A library function returns a status. When it is not CRM_OK or CRM_NONE, the
 * sentence for a person is in the `struct why` it was given: lower case, no
 * full stop, the value named, never SQL. Only the front prints it, and only
 * the front turns a status into an exit code.
 */
#ifndef CRM_BASE_CORE_STATUS_H
#define CRM_BASE_CORE_STATUS_H

#include <libintl.h>
#include <stdarg.h>
#include <stdbool.h>

/* A message in the language of the reader; N_ marks one that is looked up later. */
#define _(text) gettext(text)
#define N_(text) text

enum status {
	CRM_OK = 0,
	CRM_NONE,        /* no such row, or no more rows: not an error by itself */
	CRM_PAUSE,       /* the input is silent for the moment */
	CRM_CONDITION,   /* exit 1: what --fail-on names is so */
	CRM_USAGE,       /* 64 */
	CRM_DATA,        /* 65: a row, or the whole input, is wrong */
	CRM_NOINPUT,     /* 66: no such input or database */
	CRM_UNAVAILABLE, /* 69: the mailer or a plug-in is not there */
	CRM_INTERNAL,    /* 70 */
	CRM_CANTCREATE,  /* 73 */
	CRM_IO,          /* 74: also a full disk and no memory */
	CRM_BUSY,        /* 75: try again */
	CRM_NOPERM,      /* 77 */
	CRM_CONFIG       /* 78 */
};

struct why {
	enum status status;
	char text[1024];
};

/* Keep the sentence and return ${status}. ${format} is already translated; a later sentence replaces an earlier one. */
enum status why_set(struct why *why, enum status status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same for a failed system call: adds ": " and the text of errno. ENOSPC, EDQUOT, EFBIG and EIO are CRM_IO whatever
   was asked. */
enum status why_errno(struct why *why, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* No memory: always CRM_IO. */
enum status why_memory(struct why *why);

#endif
