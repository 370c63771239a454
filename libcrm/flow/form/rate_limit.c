#include "flow/form/rate_limit_private.h"

#include <arpa/inet.h>
#include <sys/random.h>

#include "base/value/keyed.h"
#include "flow/form/form.h"
#include "flow/form/form.sql.h"

#define SLOT 600
#define RATE 10
#define PATIENCE 10 /* seconds: a visitor does not wait as long as a clerk */

/* The bytes that tell one visitor from another: all of IPv4, the network of IPv6, where each has as many addresses as
   he likes. 0: no address. */
static size_t address_bytes(const char *text, unsigned char bytes[16])
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	if (inet_pton(AF_INET, text, bytes) == 1)
		return 4;
	if (inet_pton(AF_INET6, text, bytes) != 1)
		return 0;
	if (memcmp(bytes, mapped, sizeof mapped) != 0)
		return 8;
	memmove(bytes, bytes + sizeof mapped, 4);
	return 4;
}

static bool is_proxy(struct crm *crm, const char *address)
{
	const char *list = setting(crm, "form.proxy", "");
	size_t length = strlen(address);
	for (size_t n; *list; list += n) {
		list += strspn(list, " ,");
		n = strcspn(list, " ,");
		if (n == length && memcmp(list, address, n) == 0)
			return true;
	}
	return false;
}

/* One of X-Forwarded-For: without the port that some proxies add, 192.0.2.7:5061 and [2001:db8::1]:5061. */
static const char *forwarded_address(struct crm *crm, const char *text)
{
	bool bracket;
	text += strspn(text, " \t");
	bracket = *text == '[';
	text += bracket;
	const char *colon = strchr(text, ':');
	return arena_text(&crm->run, text,
	    strcspn(text, bracket                            ? "]"
	                  : colon && !strchr(colon + 1, ':') ? ": \t"
	                                                     : " \t"));
}

const char *form_visit_address(struct crm *crm, const char *remote, const char *forwarded)
{
	unsigned char bytes[16];
	const char *address = remote;
	char *list = arena_copy(&crm->run, forwarded), *comma;
	while (address && is_proxy(crm, address) && list && *list) {
		comma = strrchr(list, ',');
		address = forwarded_address(crm, comma ? comma + 1 : list);
		*(comma ? comma : list) = '\0';
	}
	return address && address_bytes(address, bytes) ? address : NULL;
}

#define KEY 37 /* "key " and 128 bits in hex, as the ledger has it, and the NUL */

static const char *visitor_of(const char *key, const char *address, char out[24])
{
	unsigned char bytes[16];
	size_t n = address_bytes(address, bytes);
	memcpy(out, "ip ", 3);
	keyed_hash(key, bytes, n, out + 3, 17);
	return out;
}

static instant_t slot_of(const struct crm *crm)
{
	return crm->now - crm->now % SLOT;
}

/* CRM_NONE: nobody has knocked in this slot. */
static enum status slot_key(struct crm *crm, char key[KEY])
{
	struct stmt *stmt;
	enum status status = db_ask_one(crm->db, sql_knock_key, VALS(V_INT(slot_of(crm))), &stmt);
	if (status != CRM_OK)
		return status;
	snprintf(key, KEY, "%s", db_text(stmt, 0));
	db_done(stmt);
	return CRM_OK;
}

enum status form_visit_wait(struct crm *crm, const struct form_visit *visit, int *seconds)
{
	char key[KEY];
	char visitor[24];
	int64_t times = 0, rate = setting_int(crm, "form.rate", RATE);
	*seconds = 0;
	db_patience(crm->db, PATIENCE);
	if (!visit->address || rate <= 0)
		return CRM_OK;
	enum status status = slot_key(crm, key);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	status = db_number(crm->db, sql_knock_times,
	    VALS(V_TEXT(visitor_of(key, visit->address, visitor)), V_INT(slot_of(crm))), 0, &times);
	if (status == CRM_OK && times >= rate)
		*seconds = (int)(slot_of(crm) + SLOT - crm->now);
	return status;
}

enum status rate_limit_same(struct crm *crm, int64_t contents, bool *same)
{
	char text[24];
	int64_t n = 0;
	snprintf(text, sizeof text, "form %016llx", (unsigned long long)contents);
	enum status status =
	    db_number(crm->db, sql_knock_same, VALS(V_TEXT(text), V_INT(crm->now - RATE_LIMIT_SAME)), 0, &n);
	*same = n > 0;
	return status == CRM_OK && !*same ? db_run(crm->db, sql_knock_put, VALS(V_TEXT(text), V_INT(crm->now)))
	                                  : status;
}

/* The first of a slot makes its key. */
static enum status make_key(struct crm *crm, char key[KEY])
{
	uint64_t random[2];
	if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
		return why_errno(&crm->why, CRM_IO, _("no random numbers"));
	snprintf(key, KEY, "key %016llx%016llx", (unsigned long long)random[0], (unsigned long long)random[1]);
	return db_run(crm->db, sql_knock_put, VALS(V_TEXT(key), V_INT(slot_of(crm))));
}

enum status rate_limit_count(struct crm *crm, const char *address)
{
	char key[KEY];
	char visitor[24];
	instant_t slot = slot_of(crm), recent = crm->now - RATE_LIMIT_SAME;
	enum status status = db_run(crm->db, sql_knock_old, VALS(V_INT(slot < recent ? slot : recent)));
	if (status != CRM_OK || !address)
		return status;
	status = slot_key(crm, key);
	if (status == CRM_NONE)
		status = make_key(crm, key);
	return status == CRM_OK ? db_run(crm->db, sql_knock_put,
	                              VALS(V_TEXT(visitor_of(key, address, visitor)), V_INT(slot_of(crm))))
	                        : status;
}
