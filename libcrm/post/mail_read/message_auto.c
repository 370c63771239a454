/* Did a person send it? RFC 3834, and what is usual besides. */
#include "post/mail_read/message_private.h"

#include <strings.h>

#include "post/mail_read/machine_words.h"

enum sign {
	SIGN_MACHINE, /* no person, unless it says "no" */
	SIGN_ANSWER,  /* auto-replied: no person; auto-generated: by what sends mailings and forms */
	SIGN_ABSENCE, /* if the subject says so too */
	SIGN_NOBODY,  /* nobody is to be answered: <> */
	SIGN_LIST,    /* by a list */
	SIGN_BULK,    /* by a list, if it is one of some words */
	SIGN_MAILING, /* by what sends mailings */
	SIGN_PROGRAM, /* likewise, if it has the name of one */
	SIGN_GATEWAY, /* by what sends the mail of programs: forms of sites too, and mailings by their text */
	SIGN_HOUSE    /* likewise, if it names the house of one */
};

static const struct {
	const char *header;
	enum sign sign;
} signs[] = {{"Auto-Submitted", SIGN_ANSWER}, {"X-Autoreply", SIGN_MACHINE}, {"X-Auto-Reply", SIGN_MACHINE},
    {"X-Autorespond", SIGN_MACHINE}, {"X-Autoresponder", SIGN_MACHINE}, {"X-Autoreply-From", SIGN_MACHINE},
    {"X-Mail-Autoreply", SIGN_MACHINE}, {"X-Vacation", SIGN_MACHINE}, {"X-Amazon-Auto-Reply", SIGN_MACHINE},
    {"X-FC-MachineGenerated", SIGN_MACHINE}, {"X-Cron-Env", SIGN_MACHINE}, {"Precedence", SIGN_BULK},
    {"List-Id", SIGN_LIST}, {"X-Auto-Response-Suppress", SIGN_ABSENCE}, {"Return-Path", SIGN_NOBODY},
    {"List-Unsubscribe", SIGN_MAILING}, {"List-Unsubscribe-Post", SIGN_MAILING}, {"Feedback-ID", SIGN_MAILING},
    {"X-Feedback-ID", SIGN_MAILING}, {"X-Campaign", SIGN_MAILING}, {"X-CampaignID", SIGN_MAILING},
    {"X-Campaign-ID", SIGN_MAILING}, {"X-Mailing-ID", SIGN_MAILING}, {"X-Mass-Mail", SIGN_MAILING},
    {"X-Bulkmail", SIGN_MAILING}, {"X-SG-EID", SIGN_MAILING}, {"X-MC-User", SIGN_MAILING},
    {"X-SFMC-Stack", SIGN_MAILING}, {"X-CSA-Complaints", SIGN_MAILING}, {"X-Mailgun-Sid", SIGN_MAILING},
    {"X-Mailer", SIGN_PROGRAM}, {"List-Help", SIGN_LIST}, {"List-Subscribe", SIGN_LIST}, {"List-Owner", SIGN_LIST},
    {"X-Precedence", SIGN_BULK}, {"X-List-Unsubscribe", SIGN_MAILING}, {"X-Mailru-Msgtype", SIGN_MAILING},
    {"X-Mandrill-User", SIGN_MAILING}, {"X-Mailgun-Sending-Ip", SIGN_MAILING}, {"X-SES-Outgoing", SIGN_GATEWAY},
    {"X-SES-Message-Tags", SIGN_GATEWAY}, {"X-SES-Configuration-Set", SIGN_GATEWAY}, {"X-PM-Message-Id", SIGN_GATEWAY},
    {"X-PM-Message-Stream", SIGN_GATEWAY}, {"X-PM-Tag", SIGN_GATEWAY}, {"X-PM-RCPT", SIGN_GATEWAY},
    {"X-SMTPAPI", SIGN_GATEWAY}, {"X-Sendgrid-Sid", SIGN_GATEWAY}, {"X-Entity-ID", SIGN_GATEWAY},
    {"X-Mailgun-Tag", SIGN_GATEWAY}, {"X-Mailgun-Variables", SIGN_GATEWAY}, {"X-Mailgun-Batch-Id", SIGN_GATEWAY},
    {"X-MJ-Mid", SIGN_GATEWAY}, {"X-MJ-SMTPGUID", SIGN_GATEWAY}, {"X-Mailjet-Campaign", SIGN_GATEWAY},
    {"X-Mailin-Tag", SIGN_GATEWAY}, {"X-Mailin-EID", SIGN_GATEWAY}, {"X-Sib-Id", SIGN_GATEWAY},
    {"X-Unisender-UID", SIGN_GATEWAY}, {"X-UNISENDER-GO", SIGN_GATEWAY}, {"X-Unione", SIGN_GATEWAY},
    {"X-MSYS-API", SIGN_GATEWAY}, {"X-Report-Abuse", SIGN_GATEWAY}, {"X-Abuse-Reports-To", SIGN_GATEWAY},
    {"X-Complaints-To", SIGN_GATEWAY}, {"X-Job", SIGN_GATEWAY}, {"X-SendPulse-Id", SIGN_GATEWAY},
    {"X-Dashamail-ID", SIGN_GATEWAY}, {"X-EMarSys-Identify", SIGN_GATEWAY}, {"X-Postmaster-Msgtype", SIGN_GATEWAY},
    {"X-Msg-EID", SIGN_GATEWAY}, {"Message-ID", SIGN_HOUSE}, {"Return-Path", SIGN_HOUSE}, {"Received", SIGN_HOUSE},
    {"DKIM-Signature", SIGN_HOUSE}};

static bool is_one_of(const char *value, const char *const *words, bool anywhere)
{
	for (; *words; words++)
		if (anywhere ? strcasestr(value, *words) != NULL : strncasecmp(value, *words, strlen(*words)) == 0)
			return true;
	return false;
}

static bool says_no(const char *value)
{
	return strncasecmp(value, "no", 2) == 0 && (value[2] == '\0' || strchr(" ;\t(", value[2]));
}

/* What a header that is there says: 'm' no person, 'l' a list, 'p' a program that sends mailings, 'g' one that sends
   them and what forms write; 0 nothing. */
static char meaning(struct message_reading *r, enum sign sign, const char *value)
{
	static const char *const bulk[] = {"bulk", "list", "junk", "auto_reply", NULL};
	static const char *const senders[] = {"unisender", "sendpulse", "mailchimp", "mailerlite", "getresponse",
	    "sendsay", "dashamail", "esputnik", "notisend", "mindbox", "retailrocket", "emarsys", "exacttarget",
	    "sendinblue", "brevo", "campaign monitor", "constant contact", "aweber", "activecampaign", "klaviyo",
	    "sendgrid", "phplist", "acymailing", "mautic", "smartresponder", "justclick", "pechkin", "epochta",
	    "rusender", "marketo", "eloqua", "pardot", "sparkpost", "mailganer", "newsletter", "bulk", NULL};
	static const char *const houses[] = {"amazonses.com", "sendgrid.net", "sendgrid.com", "mtasv.net",
	    "mailgun.org", "mailgun.net", "unisender.com", "unisender.ru", "unione.io", "sendpulse", "mandrillapp.com",
	    "mcsv.net", "mcdlv.net", "rsgsv.net", "mailjet.com", "sendinblue.com", "brevo", "sparkpostmail",
	    "createsend.com", "cmail1.com", "dashamail", "notisend", "mindbox", "sendsay", "mailerlite", "getresponse",
	    "esputnik", "klaviyomail", "hubspotemail.net", "exacttarget.com", "emarsys.net", "constantcontact.com",
	    "smtp.bz", "smtp-pulse.com", NULL};
	switch (sign) {
	case SIGN_GATEWAY: return 'g';
	case SIGN_HOUSE: return is_one_of(value, houses, true) ? 'g' : 0;
	case SIGN_MACHINE: return says_no(value) ? 0 : 'm';
	case SIGN_ANSWER: return says_no(value) ? 0 : strncasecmp(value, "auto-generated", 14) == 0 ? 'p' : 'm';
	case SIGN_ABSENCE: return machine_absence(r->message->subject, NULL, true, &r->failed) ? 'm' : 0;
	case SIGN_NOBODY: return strcmp(value, "<>") == 0 ? 'm' : 0;
	case SIGN_LIST: return 'l';
	case SIGN_BULK: return !is_one_of(value, bulk, false) ? 0 : strncasecmp(value, "auto", 4) == 0 ? 'm' : 'l';
	case SIGN_MAILING: return 'p';
	case SIGN_PROGRAM: return is_one_of(value, senders, true) ? 'p' : 0;
	}
	return 0;
}

static const char *name_mark(struct message_reading *r, const char *header, const char *value)
{
	const char *mark = arena_format(r->arena, "%s: %s", header, value);
	r->failed = r->failed || !mark;
	return mark;
}

/* ${gateway}: the mark of the first 'g'. */
static void read_sign(
    struct message_reading *r, GMimeObject *mime, const char *header, enum sign sign, const char **gateway)
{
	struct message *message = r->message;
	const char *value = message_header_text(r, mime, header, 100);
	char what = value ? meaning(r, sign, value) : 0;
	enum mass mass = what == 'l' ? MASS_LIST : what == 'p' ? MASS_MARKED : MASS_NONE;
	if (what == 'm' && !message->automatic)
		message->automatic = name_mark(r, header, value);
	if (mass > message->mass) {
		message->mass = mass;
		message->mass_mark = name_mark(r, header, value);
	}
	if (what == 'g' && !*gateway)
		*gateway = name_mark(r, header, value);
}

static void read_subject(struct message_reading *r, const char *mark)
{
	r->message->automatic = name_mark(r, mark, r->message->subject);
}

/* A report of the post that is written as a letter is: qmail, Exim, Exchange in other languages. */
static void read_undelivered(struct message_reading *r, GMimeObject *mime)
{
	struct message *message = r->message;
	const char *failed = message_header_text(r, mime, "X-Failed-Recipients", 200), *s = message->text;
	bool program = message->automatic || (message->address && machine_address(message->address)) ||
	               (message->name && strcasestr(message->name, "mail delivery"));
	if (!failed && !(program && machine_undelivered(message->subject, &r->failed)))
		return;
	message->delivery = DELIVERY_FAILED;
	if (!message->failure)
		message->failure = failed ? failed : message->subject;
	/* The head of our letter stands in its text. */
	while (s && !message->returned && (s = strcasestr(s, "message-id:")) != NULL) {
		const char *end = s + strcspn(s, "\n");
		s += strlen("message-id:");
		message->returned = message_next_id(r, &s, end);
	}
}

void message_read_automatic(struct message_reading *r, GMimeObject *mime)
{
	struct message *message = r->message;
	const char *gateway = NULL;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		read_sign(r, mime, signs[i].header, signs[i].sign, &gateway);
	/* Forms of sites go through the same houses: only its text says that it is for many. */
	if (gateway && message->mass == MASS_NONE && machine_mailing(message->text, &r->failed)) {
		message->mass = MASS_MARKED;
		message->mass_mark = gateway;
	}
	message->list = message_header_text(r, mime, "List-Post", 200);
	if (!message->list)
		message->list = message_header_text(r, mime, "List-Id", 200);
	if (message->delivery == DELIVERY_NONE)
		read_undelivered(r, mime);
	if (!message->automatic && machine_absence(message->subject, message->text, false, &r->failed))
		read_subject(r, "Subject");
	if (!message->automatic && machine_report(message->subject, &r->failed))
		read_subject(r, "Subject");
}
