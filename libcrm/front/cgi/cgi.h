/*
 * A request that a web server hands on (CGI/1.1, RFC 3875), and the answer to it.
 *
 * Nothing of what came goes into the answer but a checked address, and nothing that tells of us: no path, no statement,
 * no version.
 */
#ifndef CRM_FRONT_CGI_CGI_H
#define CRM_FRONT_CGI_CGI_H

#include "book/context/crm.h"

#define CGI_BODY_MAX (64 << 10)

struct request {
	const char *type; /* Content-Type; NULL */
	char *body;       /* NUL-terminated, of crm->run */
	size_t length;
	const char *address, *forwarded; /* REMOTE_ADDR, X-Forwarded-For; NULL */
	const char *page;                /* Referer; NULL */
	const char *lang;                /* "ru" or "en" if the visitor prefers one of them; NULL */
	bool json;                       /* wants JSON back */
	const char *query;               /* what stands behind ? in the address; NULL */
	bool asks;                       /* GET or HEAD: nothing may change */
	bool head;                       /* wants no body */
};

/* Is there a web server that asks? */
bool cgi_asked(void);

/* What it asks: 0, else the HTTP status that refuses it, with the sentence for the log in crm->why. ${may_ask}: GET and
   HEAD are understood too. */
int cgi_read(struct crm *crm, struct request *request, bool may_ask);

/* The answer, to standard output: status 200 (thanks) to 503, but for 422. ${next}: where thanks leads, or NULL.
   ${wait}: seconds, for 429 and 503. */
enum status cgi_answer(struct crm *crm, const struct request *request, int status, const char *next, int wait);

/* 422: what the visitor can mend, in the caller's N_() words; ${field}, for a script: which field. */
struct cgi_words {
	const char *title, *text, *field;
};
enum status cgi_refuse(struct crm *crm, const struct request *request, const struct cgi_words *words);

/* A page of the caller's: ${title} and ${text} are N_() words of the program, said in the visitor's language; with
   ${button}, a form that posts nothing to the same address. */
enum status cgi_page(struct crm *crm, const struct request *request, int status, const char *title, const char *text,
    const char *button);

#endif
