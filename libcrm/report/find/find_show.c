/* Rows of what was found: of whom, in what, and by which way. */
#include "base/text/casefold.h"
#include "report/find/find.h"
#include "report/find/find_hits_private.h"
#include "report/client/person.h"
#include "report/kit/line.h"

#define LEADS_READ 16   /* of a client, for his name and contacts */
#define MATCH_LENGTH 80 /* characters of a text that are shown */

enum { KIND, ID, LEAD, CLIENT, NAME, PHONE, EMAIL, MANAGER, STAGE, STATE, SCORE, MATCH };

const struct field find_fields[] = {[KIND] = {"kind", KIND_TEXT, N_("kind")},
    [ID] = {"id", KIND_INT, N_("number")},
    [LEAD] = {"lead", KIND_INT, N_("lead")},
    [CLIENT] = {"client", KIND_INT, N_("client")},
    [NAME] = {"name", KIND_TEXT, N_("name")},
    [PHONE] = {"phone", KIND_PHONE, N_("phone")},
    [EMAIL] = {"email", KIND_TEXT, N_("email")},
    [MANAGER] = {"manager", KIND_TEXT, N_("manager")},
    [STAGE] = {"stage", KIND_TEXT, N_("stage")},
    [STATE] = {"state", KIND_TEXT, N_("state")},
    [SCORE] = {"score", KIND_INT, N_("score")},
    [MATCH] = {"match", KIND_TEXT, N_("found in")},
    {0}};

/* What of a text fits best: found by reading what was said once more. */
struct fit {
	struct find_hits *hits;
	const struct client_text *said;
	struct buf stem;
	bool *fits; /* by chunk: a word of this text does */
	enum find_way way[FIND_CHUNKS_MAX];
	const char *as[FIND_CHUNKS_MAX]; /* the word it was found as, in row */
	struct arena *row;
	int n; /* chunks that fit in this text */
};

static char mark_of(enum client_text_kind kind)
{
	return kind == CLIENT_TEXT_NAME ? '=' : kind == CLIENT_TEXT_EMAIL ? '@' : '~';
}

static enum find_way reading_fits(const struct find_reading *reading, char mark, const char *word, const char *stem)
{
	enum find_way best = WAY_NONE;
	for (int i = 0; i < reading->n; i++) {
		enum find_way way = find_word_fits(&reading->word[i], mark, word, stem);
		if (way > best)
			best = way;
	}
	return best;
}

static bool fit_word(void *arg, const char *word, size_t length)
{
	struct fit *fit = arg;
	const struct find_ask *ask = &fit->hits->ask;
	(void)length;
	buf_clear(&fit->stem);
	stem_put(&fit->stem, fit->hits->index.stemmer, word);
	if (fit->stem.failed)
		return false;
	for (int i = 0; i < ask->n; i++) {
		char mark = mark_of(fit->said->kind);
		enum find_way way = reading_fits(&ask->chunk[i].direct, mark, word, fit->stem.text);
		if (way == WAY_NONE && reading_fits(&ask->chunk[i].swapped, mark, word, fit->stem.text) >= WAY_BEGUN)
			way = WAY_SOUND;
		if (way == WAY_NONE)
			continue;
		fit->n += !fit->fits[i];
		fit->fits[i] = true;
		if (way > fit->way[i]) {
			fit->way[i] = way;
			fit->as[i] = arena_copy(fit->row, word);
			fit->stem.failed |= !fit->as[i];
		}
	}
	return true;
}

/* What fits most of the words; of equals a text rather than the name, and the first. */
static const struct client_text *best_said(struct fit *fit, const struct client_texts *texts)
{
	bool fits[FIND_CHUNKS_MAX];
	const struct client_text *best = NULL;
	int most = 0;
	fit->fits = fits;
	for (int i = 0; i < texts->n; i++) {
		memset(fits, 0, sizeof fits);
		fit->n = 0;
		fit->said = &texts->item[i];
		if (!stem_words_each(fit->said->text, fit_word, fit) && fit->stem.failed)
			return NULL;
		bool text = fit->said->kind >= CLIENT_TEXT_LEAD;
		if (fit->n > most || (fit->n == most && most > 0 && text && best->kind < CLIENT_TEXT_LEAD)) {
			most = fit->n;
			best = fit->said;
		}
	}
	return best;
}

/* Where in a text the first word that fits stands, or one word before it. */
static const char *place_of(struct fit *fit, const struct client_text *said)
{
	bool fits[FIND_CHUNKS_MAX] = {false};
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
		(void)stem_words_each(piece, fit_word, fit);
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
static const char *cut_excerpt(struct fit *fit, const struct client_text *said)
{
	struct buf line = {0};
	const char *from = *some_letters(said->text) ? place_of(fit, said) : said->text;
	const char *end = from ? some_letters(from) : NULL;
	char *shown = from ? arena_text(fit->row, from, (size_t)(end - from)) : NULL;
	if (!shown)
		return NULL;
	if (from > said->text)
		buf_put(&line, "…");
	text_visible_put(&line, shown);
	if (*end)
		buf_put(&line, "…");
	const char *text = line.failed ? NULL : arena_text(fit->row, line.text ? line.text : "", line.length);
	buf_free(&line);
	return text;
}

static const char *kind_name(enum client_text_kind kind)
{
	switch (kind) {
	case CLIENT_TEXT_LEAD: return "lead";
	case CLIENT_TEXT_NOTE: return "note";
	case CLIENT_TEXT_LETTER: return "letter";
	case CLIENT_TEXT_TASK: return "task";
	case CLIENT_TEXT_NAME:
	case CLIENT_TEXT_PHONE:
	case CLIENT_TEXT_EMAIL: break;
	}
	return "client";
}

/* The point of contact by which it was found. */
static const struct client_text *point_found(const struct find_hits *hits, const struct client_texts *texts)
{
	for (int c = 0; c < hits->ask.n; c++) {
		const struct find_chunk *chunk = &hits->ask.chunk[c];
		int n = (int)strlen(chunk->digits), tail = n < 10 ? n : 10;
		for (int i = 0; i < texts->n; i++) {
			const struct client_text *said = &texts->item[i];
			int64_t from, to, key;
			if (said->kind == CLIENT_TEXT_EMAIL && chunk->address &&
			    strncmp(said->folded, chunk->address, strlen(chunk->address)) == 0)
				return said;
			if (said->kind != CLIENT_TEXT_PHONE || !n || !find_phone_key(said, &key))
				continue;
			find_tail(chunk->digits + n - tail, tail, &from, &to);
			if (key >= from && key < to)
				return said;
			for (int b = 0; b < chunk->n_begun && find_phone_begun(said, &key); b++) {
				find_begun(chunk->begun[b], &from, &to);
				if (key >= from && key < to)
					return said;
			}
		}
	}
	return NULL;
}

static const char *way_text(enum find_way way)
{
	switch (way) {
	case WAY_NAME: return _("the name");
	case WAY_WORD: return _("a form of the word");
	case WAY_BEGUN: return _("a word that begins so");
	case WAY_SHORT: return _("another form of the name");
	case WAY_SOUND: return _("in other letters or with the other keyboard layout");
	case WAY_ADDRESS: return _("a word of an address");
	case WAY_TYPO: return _("with a typing error");
	case WAY_NONE: break;
	}
	return "";
}

/* What is shown of a hit. */
struct shown {
	const char *kind, *match;
	int64_t id, score;
};

static void explain_hit(struct find_hits *hits, const struct fit *fit, const struct shown *shown)
{
	const struct find_ask *ask = &hits->ask;
	char id_room[24], score_room[24];
	const char *id = buf_int_text(id_room, shown->id), *score = buf_int_text(score_room, shown->score);
	for (int i = 0; i < ask->n; i++) {
		const struct find_chunk *chunk = &ask->chunk[i];
		if (fit->way[i] != WAY_NONE)
			explain(hits->crm, _("%s %s, score %s: «%s» is «%s»: %s"), shown->kind, id, score, chunk->given,
			    fit->as[i], way_text(fit->way[i]));
		else if (*chunk->digits || chunk->address)
			explain(hits->crm, _("%s %s, score %s: «%s» is %s"), shown->kind, id, score, chunk->given,
			    shown->match);
	}
}

/* The lead that matters most: of the managers asked for, an open one, the newest. */
static const struct lead *main_lead(const struct find_hits *hits, const struct person *person)
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

/* The first of a kind that was said of the person. */
static void put_first(
    struct line *line, int cell, const struct person *person, enum client_text_kind kind, struct arena *row)
{
	const struct client_text *said = line->wanted[cell] ? person_first(person, kind) : NULL;
	const char *value = said ? client_text_value(said, row) : NULL;
	line->text.failed |= said && !value;
	line_text(line, cell, value);
}

/* Words of his address are in each lead of his. */
static bool is_shown(const struct find_hits *hits, const struct find_hit *hit)
{
	for (const struct find_hit *before = hits->hit; before < hit; before++)
		if (before->shown && before->root == hit->root)
			return true;
	return false;
}

static void put_lead(struct line *line, const struct lead *lead)
{
	const struct stage *stage = stage_id(line->crm, lead->stage);
	line_id(line, LEAD, lead->lead);
	line_text(line, MANAGER, manager_code(line->crm, lead->manager));
	line_text(line, STAGE, stage ? stage->code : NULL);
	line_text(line, STATE, lead_state_name(lead->state));
}

static enum status print_hit(struct find_hits *hits, struct find_hit *hit, struct fit *fit, const struct person *person,
    const struct client_texts *texts, struct line *line)
{
	struct arena *row = fit->row;
	const struct client_text *found = hit->score > 80 ? point_found(hits, texts) : NULL,
	                         *best = best_said(fit, texts);
	found = found ? found : best;
	bool client = !found || hit->by_client || found->kind < CLIENT_TEXT_LEAD;
	hit->shown = client;
	if (client && is_shown(hits, hit))
		return CRM_OK;
	const struct lead *lead = client && hit->by_client ? main_lead(hits, person) : lead_of(person, hit->lead);
	const struct shown shown = {.kind = client ? "client" : kind_name(found->kind),
	    .id = client ? person->client : found->id,
	    .score = hit->score + (hit->whole ? 5 : 0),
	    .match = !found                           ? ""
	             : found->kind < CLIENT_TEXT_LEAD ? client_text_value(found, row)
	                                              : cut_excerpt(fit, found)};
	if (!shown.match || fit->stem.failed)
		return why_memory(&hits->crm->why);
	explain_hit(hits, fit, &shown);
	if (lead)
		put_lead(line, lead);
	line_text(line, KIND, shown.kind);
	line_id(line, ID, shown.id);
	line_id(line, CLIENT, person->client);
	line_text(line, NAME, person->name);
	put_first(line, PHONE, person, CLIENT_TEXT_PHONE, row);
	put_first(line, EMAIL, person, CLIENT_TEXT_EMAIL, row);
	line_id(line, SCORE, shown.score);
	line_text(line, MATCH, shown.match);
	return line_write(line);
}

static enum status show_hit(struct find_hits *hits, struct find_hit *hit, struct arena *row, struct line *line)
{
	struct crm *crm = hits->crm;
	struct person person;
	struct client_texts texts = {0};
	struct fit fit = {.hits = hits, .row = row};
	enum status status = person_get(crm, hit->root, row, &person);
	if (status == CRM_OK && (line->wanted[PHONE] || line->wanted[EMAIL]))
		status = person_listen(crm, &person, LEADS_READ, row);
	if (status == CRM_OK)
		status = hit->lead ? client_texts_lead(crm, hit->lead, row, &texts)
		                   : client_texts_client(crm, hit->client, row, &texts);
	if (status == CRM_OK)
		status = print_hit(hits, hit, &fit, &person, &texts, line);
	buf_free(&fit.stem);
	return status;
}

enum status find_hits_show(struct find_hits *hits, struct writer *writer)
{
	struct arena row = {0};
	struct line line;
	enum status status = CRM_OK;
	line_open(&line, hits->crm, writer, find_fields);
	for (int i = 0; i < hits->n && status == CRM_OK; i++) {
		status = show_hit(hits, &hits->hit[i], &row, &line);
		arena_reset(&row);
	}
	line_close(&line);
	arena_free(&row);
	return status == CRM_NONE ? CRM_OK : status;
}
