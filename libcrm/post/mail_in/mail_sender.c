/* Who stands in From, as the department sees it: a person, a colleague, a box of our own, a program. */
#include "base/text/casefold.h"
#include "base/text/phone.h"
#include "post/mail_in/mail_private.h"
#include "post/mail_out/outbox.h"
#include "post/mail_read/machine_words.h"

/* ${list}: addresses, blanks or commas between; @site.example is all of that domain. */
static bool is_in_list(struct crm *crm, const char *list, const char *address)
{
	while (address && *list) {
		size_t length = strcspn(list, " ,;\n\t");
		char *one = arena_text(&crm->chunk, list, length), folded[256];
		list += length + (list[length] != '\0');
		if (!one || !*one)
			continue;
		if (*one == '@' && strcmp(strchr(address, '@'), one) == 0)
			return true;
		email_fold(one, folded);
		if (*folded && strcmp(folded, address) == 0)
			return true;
	}
	return false;
}

const struct manager *mail_colleague(struct crm *crm, const char *address)
{
	char folded[256];
	for (int i = 0; address && i < manager_count(crm); i++) {
		email_fold(manager_at(crm, i)->email, folded);
		if (*folded && strcmp(folded, address) == 0)
			return manager_at(crm, i);
	}
	return NULL;
}

/* Houses where everybody has a box: a colleague there makes no house of ours. */
static bool is_public(const char *domain)
{
	static const char *const houses[] = {"gmail.com", "googlemail.com", "mail.ru", "inbox.ru", "list.ru", "bk.ru",
	    "internet.ru", "xmail.ru", "yandex.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua", "yandex.uz",
	    "ya.ru", "narod.ru", "rambler.ru", "lenta.ru", "autorambler.ru", "myrambler.ru", "ro.ru", "vk.com",
	    "qip.ru", "pochta.ru", "nm.ru", "e1.ru", "ngs.ru", "tut.by", "ukr.net", "i.ua", "meta.ua", "mail.kz",
	    "outlook.com", "hotmail.com", "live.com", "live.ru", "msn.com", "yahoo.com", "icloud.com", "me.com",
	    "mac.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "t-online.de",
	    "aol.com", "free.fr", "orange.fr", "wp.pl", "o2.pl", "qq.com", "163.com", NULL};
	return text_is_among(domain, houses);
}

/* ${domain} ends at a blank, > or the end. */
static bool same_domain(const char *domain, const char *address)
{
	const char *at = address ? strchr(address, '@') : NULL;
	return at && *domain && strcmp(at + 1, domain) == 0;
}

/* A domain that is the department's, by mail.from or a colleague. */
static bool is_house(struct crm *crm, const char *domain)
{
	char folded[256];
	bool ours = false;
	if (!domain || is_public(domain))
		return false;
	email_fold(setting(crm, "mail.from", ""), folded);
	ours = same_domain(domain, folded);
	for (int i = 0; i < manager_count(crm) && !ours; i++) {
		email_fold(manager_at(crm, i)->email, folded);
		ours = same_domain(domain, folded);
	}
	return ours;
}

static const char *domain_of(const char *address)
{
	const char *at = address ? strchr(address, '@') : NULL;
	return at ? at + 1 : NULL;
}

/* Names of boxes that many read. */
static bool is_shared_box(const char *address)
{
	static const char *const boxes[] = {"sales", "sale", "info", "office", "order", "orders", "zakaz", "zayavka",
	    "zayavki", "hello", "mail", "post", "contact", "contacts", "support", "help", "crm", "site", "web", "admin",
	    "manager", "managers", "otdel", "prodazhi", "client", "clients", "marketing", "reception", "priem",
	    "welcome", "team", "request", "requests", "lead", "leads", NULL};
	char local[32] = "";
	size_t length = strcspn(address, "@");
	if (length < sizeof local)
		memcpy(local, address, length);
	return text_is_among(local, boxes);
}

bool mail_is_ours(struct crm *crm, const char *address)
{
	char folded[256];
	if (!address)
		return false;
	email_fold(setting(crm, "mail.from", ""), folded);
	return strcmp(folded, address) == 0 || mail_colleague(crm, address) ||
	       is_in_list(crm, setting(crm, "mail.own", ""), address) ||
	       (is_house(crm, domain_of(address)) && is_shared_box(address));
}

static bool is_sent_to(const struct message *message, const char *address)
{
	for (int i = 0; i < message->n_to; i++)
		if (strcmp(message->to[i], address) == 0)
			return true;
	return false;
}

bool mail_goes_outside(struct crm *crm, const struct message *message)
{
	for (int i = 0; i < message->n_to; i++)
		if (!mail_is_ours(crm, message->to[i]) && !is_house(crm, domain_of(message->to[i])))
			return true;
	return false;
}

/* <mailto:sales@dept.example>, <sales.dept.example>: a list of the department's own, through which people write. */
static bool is_own_list(struct crm *crm, const struct message *message)
{
	const char *list = message->list, *from = list ? strchr(list, '@') : NULL;
	for (const char *s = from ? from : list; s && *s; s++) {
		char *domain = arena_text(&crm->chunk, s + 1, strcspn(s + 1, "> ,;?"));
		if (domain && (*s == '@' || *s == '.' || *s == '<') && is_house(crm, domain))
			return true;
	}
	/* Or the list is the box itself: its address stands in From or To. */
	for (int i = -1; i < message->n_to && from; i++) {
		const char *address = i < 0 ? message->address : message->to[i];
		if (address && strstr(list, address) && mail_is_ours(crm, address))
			return true;
	}
	return false;
}

enum mail_from mail_from_of(struct crm *crm, const struct message *message)
{
	const char *address = message->address;
	if (!address)
		return FROM_PERSON;
	if (is_in_list(crm, setting(crm, "mail.robots", ""), address))
		return FROM_ROBOT;
	if (mail_colleague(crm, address))
		return FROM_COLLEAGUE;
	bool for_other = message->original || mail_is_outside(crm, message, message->reply_to);
	/* What a box writes to itself a form has sent, or a group has handed on. */
	bool to_itself = is_sent_to(message, address) && (for_other || is_shared_box(address));
	bool house = is_house(crm, domain_of(address));
	if (mail_is_ours(crm, address) || to_itself || (message->original && !message->list) || (house && for_other))
		return FROM_OWN;
	if (machine_address(address))
		return FROM_PROGRAM;
	return house ? FROM_HOUSE : FROM_PERSON;
}

bool mail_is_own_list(struct crm *crm, const struct message *message)
{
	return message->list && is_own_list(crm, message);
}

/* Is it somebody who may be a client, and not the sender under another name? */
bool mail_is_outside(struct crm *crm, const struct message *message, const char *address)
{
	const char *from = domain_of(message->address), *domain = domain_of(address);
	if (!address || mail_is_ours(crm, address) || machine_address(address))
		return false;
	return !from || is_public(domain) || strcmp(from, domain) != 0;
}
