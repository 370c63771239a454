#include "post/mail_out/unsubscribe.h"

#include "base/value/keyed.h"
#include "book/records/lead.h"
#include "book/records/suppress.h"
#include "flow/client/consent_change.h"

#define SIGN 33 /* 128 bits in hex, and the NUL */
#define FIELD "l="

static enum status sign(struct crm *crm, int64_t lead, char hex[SIGN])
{
	struct suppression secret;
	char text[48];
	enum status status = suppress_open(crm, &secret);
	if (status != CRM_OK)
		return status;
	int length = snprintf(text, sizeof text, "unsubscribe %lld", (long long)lead);
	keyed_hash(secret.secret, text, (size_t)length, hex, SIGN);
	return CRM_OK;
}

enum status unsubscribe_address_put(struct crm *crm, int64_t lead, struct buf *out)
{
	char hex[SIGN];
	const char *where = setting(crm, "mail.unsubscribe", NULL);
	enum status status = where && lead ? sign(crm, lead, hex) : CRM_NONE;
	if (status == CRM_OK)
		buf_format(out, "%s%s" FIELD "%lld-%s", where, strchr(where, '?') ? "&" : "?", (long long)lead, hex);
	return status == CRM_NONE ? CRM_OK : status;
}

/* All of it is compared, whatever differs first: how long it takes tells nothing. */
static bool same(const char *a, const char *b)
{
	unsigned char differs = 0;
	for (int i = 0; i < SIGN - 1; i++)
		differs |= (unsigned char)(a[i] ^ b[i]);
	return differs == 0;
}

enum status unsubscribe_lead(struct crm *crm, const char *query, int64_t *lead)
{
	struct lead found;
	char hex[SIGN], *end;
	const char *at = query;
	while (at && strncmp(at, FIELD, strlen(FIELD)) != 0 && (at = strchr(at, '&')) != NULL)
		at++;
	if (!at || at[2] < '1' || at[2] > '9' || strspn(at + 2, "0123456789") > 18)
		return CRM_NONE;
	*lead = strtoll(at + 2, &end, 10);
	if (*end != '-' || strspn(end + 1, "0123456789abcdef") != SIGN - 1)
		return CRM_NONE;
	enum status status = sign(crm, *lead, hex);
	if (status != CRM_OK)
		return status;
	return same(end + 1, hex) ? lead_get(crm, *lead, &found) : CRM_NONE;
}

enum status unsubscribe(struct crm *crm, int64_t lead, struct answer *answer)
{
	char number[24];
	const char *value[CONSENT_COLUMNS] = {[CONSENT_LEAD] = buf_int_text(number, lead),
	    [CONSENT_CHANNEL] = "email",
	    [CONSENT_STATE] = "withdrawn",
	    [CONSENT_PROOF] = "one click in a letter"};
	const struct rec rec = {.value = value};
	return flow_consent(crm, &rec, answer);
}
