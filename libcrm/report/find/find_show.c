/* Rows of what was found: of whom, in what, and by which way. */
#include "base/text/casefold.h"
#include "report/find/find.h"
#include "report/find/find_hits.h"
#include "report/client/person.h"

#define LEADS_READ 16   /* of a client, for his name and contacts */
#define MATCH_LENGTH 80 /* characters of a text that are shown */

const struct field find_fields[] = {{"kind", KIND_TEXT, N_("kind")}, {"id", KIND_INT, N_("number")},
    {"lead", KIND_INT, N_("lead")}, {"client", KIND_INT, N_("client")}, {"name", KIND_TEXT, N_("name")},
    {"phone", KIND_TEXT, N_("phone")}, {"email", KIND_TEXT, N_("email")}, {"manager", KIND_TEXT, N_("manager")},
    {"stage", KIND_TEXT, N_("stage")}, {"state", KIND_TEXT, N_("state")}, {"score", KIND_INT, N_("score")},
    {"match", KIND_TEXT, N_("found in")}, {0}};

/* What of a text fits best: found by reading what was said once more. */
struct fit {
	struct hits *hits;
	const struct spoken *said;
	struct buf stem;
	bool *fits; /* by chunk: a word of this text does */
	enum way way[CHUNKS_MAX];
	const char *as[CHUNKS_MAX]; /* the word it was found as, in row */
	struct arena *row;
	int n; /* chunks that fit in this text */
};

static char mark_of(enum spoken_kind kind)
{
	return kind == SPOKEN_NAME ? '=' : kind == SPOKEN_EMAIL ? '@' : '~';
}

static enum way reading_fits(const struct reading *reading, char mark, const char *word, const char *stem)
{
	enum way best = WAY_NONE;
	for (int i = 0; i < reading->n; i++) {
		enum way way = word_fits(&reading->word[i], mark, word, stem);
		if (way > best)
			best = way;
	}
	return best;
}

static bool look(void *arg, const char *word, size_t length)
{
	struct fit *fit = arg;
	const struct ask *ask = &fit->hits->ask;
	(void)length;
	buf_clear(&fit->stem);
	stem_put(&fit->stem, fit->hits->index.stemmer, word);
	if (fit->stem.failed)
		return false;
	for (int i = 0; i < ask->n; i++) {
		char mark = mark_of(fit->said->kind);
		enum way way = reading_fits(&ask->chunk[i].direct, mark, word, fit->stem.text);
		if (way == WAY_NONE && reading_fits(&ask->chunk[i].swapped, mark, word, fit->stem.text) >= WAY_BEGUN)
			way = WAY_SOUND;
		if (way == WAY_NONE)
			continue;
		fit->n += !fit->fits[i];
		fit->fits[i] = true;
		if (way > fit->way[i]) {
			fit->way[i] = way;
			fit->as[i] = arena_copy(fit->row, word);
		}
	}
	return true;
}

/* What fits most of the words; of equals a text rather than the name, and the first. */
static const struct spoken *best_said(struct fit *fit, const struct dossier *dossier)
{
	bool fits[CHUNKS_MAX];
	const struct spoken *best = NULL;
	int most = 0;
	fit->fits = fits;
	for (int i = 0; i < dossier->n; i++) {
		memset(fits, 0, sizeof fits);
		fit->n = 0;
		fit->said = &dossier->item[i];
		if (!words_each(fit->said->text, look, fit) && fit->stem.failed)
			return NULL;
		bool text = fit->said->kind >= SPOKEN_LEAD;
		if (fit->n > most || (fit->n == most && most > 0 && text && best->kind < SPOKEN_LEAD)) {
			most = fit->n;
			best = fit->said;
		}
	}
	return best;
}

/* Where in a text the first word that fits stands, or one word before it. */
static const char *place_of(struct fit *fit, const struct spoken *said)
{
	bool fits[CHUNKS_MAX] = {false};
	const char *from = said->text, *before = from;
	fit->fits = fits;
	fit->said = said;
	fit->n = 0;
	for (const char *at = said->text; *at && fit->n == 0;) {
		size_t blank = strspn(at, " \t\r\n"), word = strcspn(at + blank, " \t\r\n");
		char *piece = arena_text(fit->row, at + blank, word);
		if (!piece)
			return NULL;
		before = from;
		from = at;
		(void)words_each(piece, look, fit);
		at += blank + word;
	}
	return before + strspn(before, " \t\r\n");
}

static const char *some_letters(const char *text)
{
	for (int i = 0; i < MATCH_LENGTH && *text; i++)
		(void)utf8_next(&text);
	return text;
}

/* A short text as it is, a long one from there on; on one line. */
static const char *excerpt(struct fit *fit, const struct spoken *said)
{
	struct buf line = {0};
	const char *from = *some_letters(said->text) ? place_of(fit, said) : said->text;
	const char *end = from ? some_letters(from) : NULL;
	char *shown = from ? arena_text(fit->row, from, (size_t)(end - from)) : NULL;
	if (!shown)
		return NULL;
	if (from > said->text)
		buf_put(&line, "…");
	visible_put(&line, shown);
	if (*end)
		buf_put(&line, "…");
	const char *text = line.failed ? NULL : arena_text(fit->row, line.text ? line.text : "", line.length);
	buf_free(&line);
	return text;
}

static const char *kind_name(enum spoken_kind kind)
{
	switch (kind) {
	case SPOKEN_LEAD: return "lead";
	case SPOKEN_NOTE: return "note";
	case SPOKEN_LETTER: return "letter";
	case SPOKEN_TASK: return "task";
	case SPOKEN_NAME:
	case SPOKEN_PHONE:
	case SPOKEN_EMAIL: break;
	}
	return "client";
}

/* The point of contact by which it was found. */
static const struct spoken *point(const struct hits *hits, const struct dossier *dossier)
{
	for (int c = 0; c < hits->ask.n; c++) {
		const struct chunk *chunk = &hits->ask.chunk[c];
		int n = (int)strlen(chunk->digits), tail = n < 10 ? n : 10;
		for (int i = 0; i < dossier->n; i++) {
			const struct spoken *said = &dossier->item[i];
			int64_t from, to, key;
			if (said->kind == SPOKEN_EMAIL && chunk->address &&
			    strncmp(said->folded, chunk->address, strlen(chunk->address)) == 0)
				return said;
			if (said->kind != SPOKEN_PHONE || !n || !find_phone_key(said, &key))
				continue;
			find_tail(chunk->digits + n - tail, tail, &from, &to);
			if (key >= from && key < to)
				return said;
		}
	}
	return NULL;
}

static const char *way_text(enum way way)
{
	switch (way) {
	case WAY_NAME: return _("the name");
	case WAY_WORD: return _("a form of the word");
	case WAY_BEGUN: return _("a word that begins so");
	case WAY_SOUND: return _("in other letters or with the other keyboard layout");
	case WAY_ADDRESS: return _("a word of an address");
	case WAY_TYPO: return _("with a typing error");
	case WAY_NONE: break;
	}
	return "";
}

static void explain_hit(struct hits *hits, const struct fit *fit, const char *const *cells)
{
	const struct ask *ask = &hits->ask;
	for (int i = 0; i < ask->n; i++) {
		const struct chunk *chunk = &ask->chunk[i];
		if (fit->way[i] != WAY_NONE)
			explain(hits->crm, _("%s %s, score %s: «%s» is «%s»: %s"), cells[0], cells[1], cells[10],
			    chunk->given, fit->as[i], way_text(fit->way[i]));
		else if (*chunk->digits || chunk->address)
			explain(hits->crm, _("%s %s, score %s: «%s» is %s"), cells[0], cells[1], cells[10],
			    chunk->given, cells[11]);
	}
}

/* The lead that matters most: of the managers asked for, an open one, the newest. */
static const struct lead *main_lead(const struct hits *hits, const struct person *person)
{
	const struct lead *best = NULL;
	for (int i = 0; i < person->n_leads; i++) {
		const struct lead *lead = &person->lead[i];
		if (query_takes(hits->crm, hits->query, lead->manager) &&
		    (!best || lead->state == LEAD_OPEN || best->state != LEAD_OPEN))
			best = lead;
	}
	return best;
}

static const struct lead *lead_of(const struct person *person, int64_t number)
{
	for (int i = 0; i < person->n_leads; i++)
		if (person->lead[i].lead == number)
			return &person->lead[i];
	return NULL;
}

static const char *number_text(struct arena *row, int64_t number)
{
	return number ? arena_format(row, "%lld", (long long)number) : "";
}

static const char *first_value(const struct person *person, enum spoken_kind kind, struct arena *row)
{
	const struct spoken *said = person_first(person, kind);
	return said ? spoken_value(said, row) : NULL;
}

/* Words of his address are in each lead of his. */
static bool is_shown(const struct hits *hits, const struct hit *hit)
{
	for (const struct hit *before = hits->hit; before < hit; before++)
		if (before->shown && before->root == hit->root)
			return true;
	return false;
}

static enum status print(struct hits *hits, struct hit *hit, struct fit *fit, const struct person *person,
    const struct dossier *dossier, struct writer *writer)
{
	struct crm *crm = hits->crm;
	struct arena *row = fit->row;
	const struct spoken *found = hit->score > 80 ? point(hits, dossier) : NULL, *best = best_said(fit, dossier);
	found = found ? found : best;
	bool client = !found || hit->by_client || found->kind < SPOKEN_LEAD;
	hit->shown = client;
	if (client && is_shown(hits, hit))
		return CRM_OK;
	const struct lead *lead = client && hit->by_client ? main_lead(hits, person) : lead_of(person, hit->lead);
	const struct stage *stage = lead ? stage_id(crm, lead->stage) : NULL;
	const char *match = !found ? "" : found->kind < SPOKEN_LEAD ? spoken_value(found, row) : excerpt(fit, found);
	const char *cells[] = {client ? "client" : kind_name(found->kind),
	    number_text(row, client ? person->client : found->id), number_text(row, lead ? lead->lead : 0),
	    number_text(row, person->client), person->name, first_value(person, SPOKEN_PHONE, row),
	    first_value(person, SPOKEN_EMAIL, row), lead ? manager_code(crm, lead->manager) : NULL,
	    stage ? stage->code : NULL, lead ? lead_state_name(lead->state) : NULL,
	    number_text(row, hit->score + (hit->whole ? 5 : 0)), match};
	if (!cells[1] || !cells[2] || !cells[3] || !cells[10] || !match || fit->stem.failed)
		return why_memory(&crm->why);
	explain_hit(hits, fit, cells);
	return writer_row(writer, cells, &crm->why);
}

static enum status show(struct hits *hits, struct hit *hit, struct arena *row, struct writer *writer)
{
	struct crm *crm = hits->crm;
	struct person person;
	struct dossier dossier = {0};
	struct fit fit = {.hits = hits, .row = row};
	enum status status = person_get(crm, hit->root, row, &person);
	if (status == CRM_OK)
		status = person_listen(crm, &person, LEADS_READ, row);
	if (status == CRM_OK)
		status = hit->lead ? dossier_lead(crm, hit->lead, row, &dossier)
		                   : dossier_client(crm, hit->client, row, &dossier);
	if (status == CRM_OK)
		status = print(hits, hit, &fit, &person, &dossier, writer);
	buf_free(&fit.stem);
	return status;
}

enum status hits_show(struct hits *hits, struct writer *writer)
{
	struct arena row = {0};
	enum status status = CRM_OK;
	for (int i = 0; i < hits->n && status == CRM_OK; i++) {
		status = show(hits, &hits->hit[i], &row, writer);
		arena_reset(&row);
	}
	arena_free(&row);
	return status == CRM_NONE ? CRM_OK : status;
}
