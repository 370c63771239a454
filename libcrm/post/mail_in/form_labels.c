#include "post/mail_in/form_labels_private.h"

#include "base/text/casefold.h"
#include "rows/columns/cell.h"

#define LINES_MOST 64
#define LABEL_MOST 80 /* bytes */
#define WORDS_MOST 5

const struct column form_label_columns[FORM_LABEL_COLUMNS + 1] = {[FORM_LABEL_NAME] = {.name = "name"},
    [FORM_LABEL_PHONE] = {.name = "phone"},
    [FORM_LABEL_EMAIL] = {.name = "email"},
    [FORM_LABEL_COMPANY] = {.name = "company"},
    [FORM_LABEL_PROJECT] = {.name = "project"},
    [FORM_LABEL_CAMPAIGN] = {.name = "campaign"},
    [FORM_LABEL_PAYMENT] = {.name = "payment"},
    [FORM_LABEL_FAMILY] = {.name = "family"},
    [FORM_LABEL_AMOUNT] = {.name = "amount"},
    [FORM_LABEL_COMMENT] = {.name = "comment"},
    [FORM_LABEL_SOURCE] = {.name = "source"},
    [FORM_LABEL_CONSENT] = {.name = "consent"},
    [FORM_LABEL_COLUMNS] = {.name = NULL}};

struct lines {
	const char *label[LINES_MOST], *value[LINES_MOST];
	int n;
	int others; /* lines with something and without a label */
};

/* Without blanks, bullets and the asterisks of what was bold. */
static const char *trim_decoration(struct arena *arena, const char *s, const char *end)
{
	while (s < end) {
		const char *next = s;
		uint32_t code = utf8_next(&next);
		if (!utf8_blank(code) && code != '*' && code != 0x2022)
			break;
		s = next;
	}
	while (end > s && strchr(" \t\r*", end[-1]))
		end--;
	return arena_text(arena, s, (size_t)(end - s));
}

/* A few words with a letter among them, that are no beginning of an address (https://…). */
static bool fit_for_label(const char *label, const char *after)
{
	int words = 1, letters = 0;
	if (!*label || strlen(label) > LABEL_MOST || (after[0] == '/' && after[1] == '/'))
		return false;
	for (const char *s = label; *s;) {
		uint32_t code = utf8_next(&s);
		words += utf8_blank(code);
		letters += code > '9';
	}
	return letters > 0 && words <= WORDS_MOST;
}

/* Line ${s}..${end} as label and value; false if it has no label. */
static bool part_line(struct arena *arena, const char *s, const char *end, const char **label, const char **value)
{
	const char *colon = s;
	while (colon < end && *colon != ':' && *colon != '\t')
		colon++;
	if (colon == end)
		return false;
	*label = trim_decoration(arena, s, colon);
	if (!*label || !fit_for_label(*label, colon + 1))
		return false;
	*value = trim_decoration(arena, colon + 1, end);
	return *value != NULL;
}

/* «Имя» in a line of its own: a word that is known, and nothing else. */
static bool is_bare_label(const char *line, const struct synonyms *synonyms, struct arena *arena)
{
	struct binding binding;
	struct why why;
	return fit_for_label(line, "") &&
	       bind_header(&binding, &line, 1, form_label_columns, synonyms, arena, &why) == CRM_OK &&
	       (binding.ours[0] >= 0 || cell_is_piece(&binding, 0));
}

static void read_lines(
    struct lines *lines, const char *text, bool bare, const struct synonyms *synonyms, struct arena *arena)
{
	bool open = false; /* the last label has no value yet: it may stand in the next line */
	for (const char *s = text; s && lines->n < LINES_MOST;) {
		const char *end = strchr(s, '\n'), *stop = end ? end : s + strlen(s), *label, *value;
		const char *whole = trim_decoration(arena, s, stop);
		bool any = whole && *whole;
		/* A cell that is alone in its row has a tab behind it. */
		if (any && bare)
			stop = (s = whole) + strlen(whole);
		if (any && part_line(arena, s, stop, &label, &value)) {
			lines->label[lines->n] = label;
			lines->value[lines->n++] = value;
			open = *value == '\0';
		} else if (any && bare && is_bare_label(whole, synonyms, arena)) {
			lines->label[lines->n] = whole;
			lines->value[lines->n++] = "";
			open = true;
		} else if (any && open) {
			lines->value[lines->n - 1] = whole;
			open = false;
		} else if (any) {
			lines->others++;
		}
		s = end ? end + 1 : NULL;
	}
}

enum status form_labels_read(const char *text, enum form_sender sender, const struct synonyms *synonyms,
    const char *value[FORM_LABEL_COLUMNS], struct arena *arena, struct why *why)
{
	struct lines lines = {.n = 0};
	struct binding binding;
	int known = 0;
	for (int c = 0; c < FORM_LABEL_COLUMNS; c++)
		value[c] = NULL;
	read_lines(&lines, text, sender != FORM_OF_PERSON, synonyms, arena);
	if (lines.n < 2)
		return CRM_NONE;
	enum status status = bind_header(&binding, lines.label, lines.n, form_label_columns, synonyms, arena, why);
	if (status != CRM_OK)
		return status;
	for (int i = 0; i < lines.n; i++) {
		int c = binding.ours[i];
		if (c < 0 || !*lines.value[i] || value[c])
			continue;
		value[c] = lines.value[i];
		known++;
	}
	bool whole_name = value[FORM_LABEL_NAME] != NULL;
	if (!whole_name &&
	    !cell_name_of_pieces(arena, &binding, lines.value, lines.n, FORM_LABEL_NAME, &value[FORM_LABEL_NAME]))
		return why_memory(why);
	known += value[FORM_LABEL_NAME] != NULL && !whole_name;
	bool sure = sender == FORM_OF_ROBOT || value[FORM_LABEL_NAME] || lines.n >= lines.others;
	return known >= 2 && sure ? CRM_OK : CRM_NONE;
}
