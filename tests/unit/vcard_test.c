#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/core/buf.h"
#include "post/vcard/vcard.h"

#define COUNT(array) (sizeof array / sizeof array[0])

/* A stream in pieces of ${step} bytes. */
struct pieces {
	const char *bytes;
	size_t left, step;
};

static enum status more(void *arg, const char **text, size_t *length, struct why *why)
{
	struct pieces *p = arg;
	(void)why;
	if (p->left == 0)
		return CRM_NONE;
	*length = p->left < p->step ? p->left : p->step;
	*text = p->bytes;
	p->bytes += *length;
	p->left -= *length;
	return CRM_OK;
}

/* All cards as text: "@line name=value|name=value", or "@line !fault". */
static char *all(const char *bytes, size_t length, size_t step)
{
	struct pieces pieces = {bytes, length, step};
	struct vcards *cards = vcards_new(more, &pieces);
	struct arena arena = {0};
	struct buf out = {0};
	struct vcard card;
	struct why why = {0};
	enum status status;
	assert_non_null(cards);
	buf_put(&out, "");
	while ((status = vcards_next(cards, &card, &arena, &why)) == CRM_OK) {
		buf_format(&out, "@%ld ", card.line);
		if (card.fault)
			buf_format(&out, "!%s", card.fault);
		if (card.group)
			buf_put(&out, "(group) ");
		for (int i = 0; !card.fault && i < card.n; i++)
			buf_format(&out, "%s%s=%s", i ? "|" : "", card.field[i].name, card.field[i].value);
		buf_char(&out, '\n');
		arena_reset(&arena);
	}
	if (status != CRM_NONE)
		buf_format(&out, "%d %s\n", status, why.text);
	vcards_free(cards);
	arena_free(&arena);
	assert_false(out.failed);
	return out.text;
}

#define CARD(version, lines) "BEGIN:VCARD\r\nVERSION:" version "\r\n" lines "END:VCARD\r\n"

static const struct {
	const char *text, *expected;
} examples[] = {
    {CARD("3.0", "FN:Иван Петров\r\nN:Петров;Иван;Сергеевич;;\r\nTEL:+79161234567\r\n"),
        "@1 name=Иван Петров|phone=+79161234567\n"},
    /* a name in pieces only */
    {CARD("3.0", "N:Петров;Иван;Сергеевич;;\r\n"), "@1 name=Петров Иван Сергеевич\n"},
    {CARD("2.1", "N:Doe;John\r\nFN:\r\n"), "@1 name=John Doe\n"},
    /* the mobile first, then what is preferred; a fax is no phone; the same twice is one */
    {CARD("2.1", "FN:A\r\nTEL;WORK;VOICE:1\r\nTEL;HOME;PREF:2\r\nTEL;CELL:3\r\nTEL;WORK;FAX:4\r\nTEL:3\r\n"),
        "@1 name=A|phone=3|phone=2|phone=1|fax=4\n"},
    {CARD("4.0", "FN:A\r\nTEL;VALUE=uri;TYPE=\"work,voice\";PREF=1:tel:+1-418-656-9254;ext=102\r\n"
                 "TEL;VALUE=uri;TYPE=\"cell,text\":tel:+1-418-262-6501\r\n"),
        "@1 name=A|phone=tel:+1-418-262-6501|phone=tel:+1-418-656-9254;ext=102\n"},
    {CARD("3.0", "FN:A\r\nEMAIL:a@b.ru\r\nEMAIL;TYPE=INTERNET,PREF:c@d.ru\r\n"),
        "@1 name=A|email=c@d.ru|email=a@b.ru\n"},
    /* escapes; in 2.1 a backslash is one */
    {CARD("3.0", "FN:A\\, B\\; C\\\\D\\:E\r\nNOTE:one\\ntwo\\Nthree\r\nORG:X\\;Y;Sales;North\r\n"),
        "@1 name=A, B; C\\D:E|comment=one\ntwo\nthree|company=X;Y|department=Sales, North\n"},
    {CARD("2.1", "FN:C:\\new\\;x\r\n"), "@1 name=C:\\new;x\n"},
    /* folded lines: in 3.0 the blank goes, in 2.1 it stays */
    {CARD("3.0", "FN:Ив\r\n ан\r\n\t Пе\r\n тров\r\n"), "@1 name=Иван Петров\n"},
    {CARD("2.1", "FN:Иван\r\n Петров\r\n"), "@1 name=Иван Петров\n"},
    /* quoted-printable, soft line breaks, charsets; one that lies, one that is unknown */
    {CARD("2.1", "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=\r\n=D0=B0=D0=BD=20=\r\n=D0=9F.\r\n"
                 "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\ntwo=3D2\r\n"),
        "@1 name=Иван П.|comment=one\ntwo=2\n"},
    {CARD("2.1", "N;CHARSET=windows-1251;QUOTED-PRINTABLE:=CF=E5=F2=F0=EE=E2;=C8=E2=E0=ED\r\n"),
        "@1 name=Иван Петров\n"},
    {CARD("2.1", "FN;CHARSET=KOI8-R;QUOTED-PRINTABLE:=E9=D7=C1=CE\r\n"), "@1 name=Иван\n"},
    {CARD("2.1", "FN;CHARSET=windows-1251:\xC8\xE2\xE0\xED\r\nORG;CHARSET=x-none;QUOTED-PRINTABLE:=C8=E2=E0=ED\r\n"),
        "@1 name=Иван|company=Иван\n"},
    {CARD("2.1", "FN;CHARSET=windows-1251:Иван\r\n"), "@1 name=Иван\n"},
    {CARD("2.1", "FN;CHARSET=UTF-8;QUOTED-PRINTABLE:=D0=98=D0\r\nNOTE;QUOTED-PRINTABLE:a=00b=ZZ=4\r\n"),
        "@1 name=И\xEF\xBF\xBD|comment=ab=ZZ=4\n"},
    /* what is of use beside, and what is not */
    {CARD("3.0", "FN:A\r\nitem1.TEL:1\r\nitem1.X-ABLabel:GRAND\r\nTITLE:Boss\r\nADR;TYPE=HOME:;;Tverskaya "
                 "1;Moscow;;;RU\r\nURL:http://a\r\n"
                 "URL:http://b\r\nREV:20260101\r\nX-ICQ:5\r\nX-PHONE:6\r\nSTAGE:won\r\nSOURCE:http://c\r\n"),
        "@1 name=A|title=Boss|address=Tverskaya 1, Moscow, RU|url=http://a|url "
        "2=http://b|icq=5|x-phone=6|stage=won|phone=1\n"},
    {CARD("3.0", "UID:urn:uuid:4fbe\r\nEMAIL:a@b.ru\r\n"), "@1 ext_id=urn:uuid:4fbe|email=a@b.ru\n"},
    /* pictures, in each of the ways they are written */
    {CARD("2.1", "FN:A\r\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n  TEL:1\r\n\r\nTEL:2\r\n"), "@1 name=A|phone=2\n"},
    {CARD("3.0", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/\r\n 4AAQ\r\nFN:A\r\n"), "@1 name=A\n"},
    {CARD("2.1", "KEY;X509;ENCODING=BASE64:\r\n    MIID\r\n    ITCC\r\n\r\n\r\nFN:A\r\n"), "@1 name=A\n"},
    /* an agent's card is not the person's */
    {CARD("2.1", "FN:A\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:B\r\nTEL:9\r\nEND:VCARD\r\nTEL:1\r\n"), "@1 name=A|phone=1\n"},
    /* several cards; what is between them */
    {"\xEF\xBB\xBF"
     "begin:vCard\nFN:A\nend:vcard\n\nhello: there\nBEGIN:VCARD\rFN:B\rEND:VCARD\r",
        "@1 name=A\n@6 name=B\n"},
    /* a card that is cut off is one fault, and the next goes in */
    {"BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C",
        "@1 !the card is cut off: no END:VCARD\n@3 name=B\n@6 !the card is cut off: no END:VCARD\n"},
    {"BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\n",
        "@1 !the card is cut off: no END:VCARD\n@5 name=B\n"},
    /* groups, as several address books mark them; an organisation is somebody */
    {CARD("3.0", "X-ADDRESSBOOKSERVER-KIND:group\r\nFN:A\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1\r\n"),
        "@1 (group) name=A|addressbookserver-member=urn:uuid:1\n"},
    {CARD("4.0", "kind: Group \r\nFN:A\r\n"), "@1 (group) name=A\n"},
    {CARD("4.0", "FN:A\r\nitem1.KIND:GROUP\r\nTEL:1\r\n"), "@1 (group) name=A|phone=1\n"},
    {CARD("3.0", "FN:A\r\nX-EVOLUTION-LIST:TRUE\r\n"), "@1 (group) name=A|evolution-list=TRUE\n"},
    {CARD("4.0", "FN:A\r\nMEMBER:mailto:b@c.example\r\n"), "@1 (group) name=A|member=mailto:b@c.example\n"},
    {CARD("4.0", "KIND:org\r\nFN:A\r\n") CARD("4.0", "KIND:individual\r\nFN:Groups\r\nX-EVOLUTION-LIST:FALSE\r\n"),
        "@1 name=A\n@6 name=Groups|evolution-list=FALSE\n"},
    /* the kind behind a dot, and other words for TEL and EMAIL */
    {CARD("4.0", "FN:A\r\nPHONE.WORK:1\r\nPHONE.MOBILE:2\r\nphone.fax;X=y:3\r\nEMAIL.HOME:a@b.ru\r\nADR.WORK:;;X\r\n"),
        "@1 name=A|address=X|phone=2|email=a@b.ru|phone=1|fax=3\n"},
    {CARD("3.0", "FN:A\r\nTEL.CELL:1\r\nTELEPHONE:2\r\nMOBILE:3\r\nFAX:4\r\nE-MAIL:a@b.ru\r\nMAIL:c@d.ru\r\n"
                 "item1.PHONE;TYPE=WORK:5\r\n"),
        "@1 name=A|phone=1|phone=3|email=a@b.ru|email=c@d.ru|phone=2|fax=4|phone=5\n"},
    {CARD("2.1", "FN:A\r\nX-MS-TEL;VOICE;ASSISTANT:1\r\nTEL;WORK;VOICE:2\r\nX-MS-OL-DESIGN;CHARSET=utf-8:<card/>\r\n"
                 "X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/\r\n\r\n"),
        "@1 name=A|phone=1|phone=2\n"},
    /* a pager is no fax; a number for both takes calls */
    {CARD("2.1", "FN:A\r\nTEL;PAGER:1\r\nTEL;TYPE=WORK,FAX:2\r\nTEL;VOICE;FAX:3\r\nTEL;CELL;PAGER:4\r\n"),
        "@1 name=A|phone=4|pager=1|fax=2|phone=3\n"},
    /* kinds in labels */
    {CARD("3.0", "FN:A\r\nitem1.TEL:1\r\nitem1.X-ABLabel:_$!<HomeFAX>!$_\r\nitem2.TEL;type=pref:2\r\nitem2.X-ABLabel:"
                 "Рабочий\r\n"
                 "item3.TEL:3\r\nitem3.X-ABLabel:МОБИЛЬНЫЙ\r\nitem4.TEL:4\r\nitem4.X-ABLabel:Пейджер\r\n"
                 "TEL;TYPE=Рабочий факс:5\r\n"),
        "@1 name=A|phone=3|phone=2|fax=1|pager=4|fax 2=5\n"},
    /* a soft break behind the last line of a value; one before a line that only looks like a property is one */
    {CARD("2.1",
         "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=\r\nTEL;CELL:1\r\nNOTE;ENCODING=QUOTED-PRINTABLE:x=\r\n"
         "X-ICQ:5\r\nORG;QUOTED-PRINTABLE:y=\r\nitem1.EMAIL:a@b.ru\r\nTITLE;QUOTED-PRINTABLE:z=\r\n"),
        "@1 name=И|comment=x|icq=5|company=y|title=z|phone=1|email=a@b.ru\n"},
    {CARD("2.1", "FN:A\r\nNOTE;QUOTED-PRINTABLE:see=20=\r\nhttp://c.example, tel 1=\r\nName: B\r\n"),
        "@1 name=A|comment=see http://c.example, tel 1Name: B\n"},
    /* names of any length */
    {CARD("3.0",
         "FN:A\r\nX-A-PROPERTY-OF-SOMEBODY-WITH-A-LONG-NAME-1:a\r\nX-A-PROPERTY-OF-SOMEBODY-WITH-A-LONG-NAME-2:b\r\n"),
        "@1 name=A|a-property-of-somebody-with-a-long-name-1=a|a-property-of-somebody-with-a-long-name-2=b\n"},
    /* no TEL: a number that has another name */
    {CARD("4.0", "FN:A\r\nIMPP;X-SERVICE-TYPE=WhatsApp:whatsapp:+79160000001\r\n"), "@1 name=A|phone=+79160000001\n"},
    {CARD("3.0", "FN:A\r\nX-PHONETIC-FIRST-NAME:B\r\nIMPP:skype:abc\r\nX-MOBILE:8 916 000-00-02\r\n"),
        "@1 name=A|phonetic first name=B|impp=skype:abc|phone=8 916 000-00-02\n"},
    {CARD("3.0", ""), "@1 \n"},
    {CARD("3.0", "no colon\r\n:no name\r\nИмя:x\r\nFN;:A\r\nTEL;=;\"a:b:1\r\n"), "@1 name=A\n"},
    {"name,phone\nA,1\n", "5 no BEGIN:VCARD in the input: is it a file of business cards?\n"},
    {"", "5 the input is empty, not one card: did the program before die?\n"},
};

static void test_examples(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		char *text = all(examples[i].text, strlen(examples[i].text), SIZE_MAX);
		assert_string_equal(text, examples[i].expected);
		free(text);
	}
}

/* How the stream is cut does not matter. */
static void test_cuts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++)
		for (size_t step = 1; step < 9; step++) {
			char *text = all(examples[i].text, strlen(examples[i].text), step);
			assert_string_equal(text, examples[i].expected);
			free(text);
		}
}

/* A picture of any size costs nothing; a card of any size ends in a fault. */
static void test_sizes(void **state)
{
	struct buf text = {0};
	(void)state;
	buf_put(&text, "BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:");
	for (int i = 0; i < 300000; i++)
		buf_put(&text, "AAAAAAAAAA");
	buf_put(&text, "\nEND:VCARD\nBEGIN:VCARD\nFN:B\nNOTE:");
	for (int i = 0; i < 120000; i++)
		buf_put(&text, "AAAAAAAAAA");
	buf_put(&text, "\nEND:VCARD\nBEGIN:VCARD\nFN:C\n");
	for (int i = 0; i < 600; i++)
		buf_format(&text, "X-%d:%d\n", i, i);
	buf_put(&text, "END:VCARD\nBEGIN:VCARD\nN:D\n");
	for (int i = 0; i < 600; i++)
		buf_format(&text, "X-%d:%d\n", i, i);
	buf_put(&text, "END:VCARD\n");
	assert_false(text.failed);
	char *cards = all(text.text, text.length, 4096);
	const char *at = strchr(cards, '\n');
	assert_memory_equal(cards, "@1 name=A\n", 10);
	assert_memory_equal(at, "\n@5 !longer than 1 MiB, pictures aside\n@9 name=C|0=0|1=1|", 57);
	assert_non_null(strstr(at, "|498=498\n@612 0=0|"));
	assert_non_null(strstr(at, "|498=498|name=D\n"));
	assert_null(strstr(at, "499"));
	free(cards);
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_examples),
	    cmocka_unit_test(test_cuts),
	    cmocka_unit_test(test_sizes),
	};
	return cmocka_run_group_tests_name("vcard", tests, NULL, NULL);
}
