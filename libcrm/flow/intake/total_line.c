/* The last line of a spreadsheet is no inquiry. */
#include <string.h>

#include "base/text/casefold.h"
#include "flow/intake/inquiry_private.h"

/* As casefold_put leaves them, longest first where one begins another. */
static const char *const totals[] = {"grand total", "subtotal", "sub total", "sub-total", "total", "totals", "average",
    "промежуточный итог", "итоги", "итого", "итог", "общий итог", "общая сумма", "всего", "сумма", "среднее",
    "количество", "кол-во"};

/* «Итого:», «Всего 12», «ИТОГО по отделу», but not «Тотал Энерджи»: nothing but the word, a number, or "by …". */
static bool is_total(struct buf *folded, const char *text)
{
	static const char *const more[] = {
	    "по ", "за ", "by ", "for ", "заяв", "сдел", "лид", "клиент", "leads", "deals"};
	buf_clear(folded);
	casefold_put(folded, text);
	for (size_t i = 0; !folded->failed && folded->text && i < sizeof totals / sizeof *totals; i++) {
		size_t length = strlen(totals[i]);
		if (strncmp(folded->text, totals[i], length) != 0)
			continue;
		const char *rest = folded->text + length;
		const char *after = rest + strspn(rest, " :=-.,0123456789()\xC2\xA0");
		if (!*after)
			return true;
		for (size_t j = 0; after > rest && j < sizeof more / sizeof *more; j++)
			if (strncmp(after, more[j], strlen(more[j])) == 0)
				return true;
	}
	return false;
}

bool inquiry_is_total_line(struct intake *in, const struct rec *rec)
{
	static const int words[] = {INTAKE_NAME, INTAKE_EXT_ID, INTAKE_COMPANY};
	if (rec->value[INTAKE_PHONE] || rec->value[INTAKE_EMAIL] || rec->value[INTAKE_INN])
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (rec->value[words[i]] && is_total(&in->scratch, rec->value[words[i]]))
			return true;
	return rec->n_more > 0 && is_total(&in->scratch, rec->more_value[0]);
}
