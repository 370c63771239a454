/*
 * By what people are known again. A point that stands on many records tells nothing by itself: with it the name must be
 * that of the client who has it, or one with which somebody came by it before. So it is with a phone that others have
 * come by with other extensions.
 */
#include "book/known/known.h"
#include "book/records/client.h"
#include "flow/intake/inquiry_private.h"
#include "flow/intake/intake.sql.h"

/* One kind of point: where it stands in a row, and how the base is asked. */
struct match_way {
	enum identity_kind kind;
	const char *sql;
	const char *shared; /* N_() */
	const char *word;   /* N_() */
};
static const struct match_way ways[INQUIRY_POINTS] = {
    [INQUIRY_BY_PHONE] = {IDENTITY_PHONE, sql_match_phones, N_("phone not used: %d records share it"), N_("phone")},
    [INQUIRY_BY_EMAIL] = {IDENTITY_EMAIL, sql_match_emails, N_("email not used: %d records share it"), N_("e-mail")},
    [INQUIRY_BY_BOX] = {IDENTITY_EMAIL, sql_match_emails, N_("email not used: %d records share it"), N_("e-mail")},
    [INQUIRY_BY_INN] = {IDENTITY_INN, sql_match_inns, N_("inn not used: %d records share it"), N_("tax number")},
};

static struct identity_key point_of(const struct inquiry *q, int way)
{
	struct identity_key point = {.kind = ways[way].kind};
	if (way == INQUIRY_BY_PHONE)
		point.number = q->phone;
	else if (way == INQUIRY_BY_INN)
		point.number = q->inn;
	else
		point.text = way == INQUIRY_BY_EMAIL ? q->email : q->box;
	return point;
}

static struct hashmap *map_of(struct intake_match *match, enum identity_kind kind)
{
	return kind == IDENTITY_PHONE ? &match->phones : kind == IDENTITY_EMAIL ? &match->emails : &match->inns;
}

static int64_t *place_of(struct intake_match *match, const struct identity_key *point)
{
	struct hashmap *map = map_of(match, point->kind);
	return point->text ? hashmap_at_text(map, point->text) : hashmap_at(map, point->number);
}

static int count_points(const struct intake *in, int way)
{
	int n = 0;
	for (int i = 0; i < in->n; i++) {
		struct identity_key point = point_of(&in->list[i], way);
		n += point.text || point.number;
	}
	return n;
}

/* Every point of the chunk once. */
static void gather_points(struct intake_match *match)
{
	struct intake *in = match->in;
	for (int i = 0; i < in->n; i++) {
		struct inquiry *q = &in->list[i];
		for (int way = 0; way < INQUIRY_POINTS; way++) {
			struct identity_key point = point_of(q, way);
			if (!point.text && !point.number)
				continue;
			int64_t *index = place_of(match, &point);
			if (!*index) {
				match->points[match->n_points] = (struct match_point){.point = point};
				*index = ++match->n_points;
			}
			q->point[way] = (int)*index;
		}
	}
}

static void take_kept(struct match_point *point, uint32_t kept, const struct known_point *is)
{
	point->kept = kept;
	point->client = is->client;
	point->root = is->root;
	point->event = is->event;
	point->leads = is->leads;
	point->added = (int32_t)is->added;
	point->stored = is->stored;
}

/* What the chunks before have brought is not in the tables yet. */
static void find_kept(struct intake_match *match)
{
	enum { AT_ONCE = 64 };
	const struct crm *crm = match->in->crm;
	uint64_t sent_for[AT_ONCE];
	struct known_point is;
	for (int first = 0; first < match->n_points && crm->known; first += AT_ONCE) {
		struct match_point *point = match->points + first;
		int n = match->n_points - first < AT_ONCE ? match->n_points - first : AT_ONCE;
		for (int i = 0; i < n; i++)
			sent_for[i] = known_send_for(crm, &point[i].point);
		for (int i = 0; i < n; i++) {
			uint32_t kept = known_point(crm, &point[i].point, sent_for[i], &is);
			if (kept)
				take_kept(&point[i], kept, &is);
		}
	}
}

static void learn_point(struct intake_match *match, enum identity_kind kind, struct stmt *row)
{
	struct identity_key point = {.kind = kind};
	if (kind == IDENTITY_EMAIL)
		point.text = db_text(row, 0);
	else
		point.number = db_int(row, 0);
	int64_t index = point.text ? hashmap_get_text(map_of(match, kind), point.text)
	                           : hashmap_get(map_of(match, kind), point.number);
	if (!index)
		return;
	struct match_point *known = &match->points[index - 1];
	known->client = db_int(row, 1);
	known->leads = (int32_t)db_int(row, 2);
	known->root = db_null(row, 3) ? known->client : db_int(row, 3);
	known->stored = true;
}

/* Ask for all points of a kind at once, in key order. */
static enum status look_up(struct intake_match *match, enum identity_kind kind, const char *sql, const char *any)
{
	struct crm *crm = match->in->crm;
	struct arena *arena = &crm->chunk;
	struct stmt *row;
	int n = 0;
	bool texts = kind == IDENTITY_EMAIL;
	size_t room = (size_t)match->n_points + 1;
	const char **text = arena_get(arena, room * sizeof *text);
	if (!text)
		return why_memory(&crm->why);
	int64_t *number = arena_get(arena, room * sizeof *number);
	if (!number)
		return why_memory(&crm->why);
	for (int i = 0; i < match->n_points; i++) {
		if (match->points[i].kept || match->points[i].point.kind != kind)
			continue;
		number[n] = match->points[i].point.number;
		text[n++] = match->points[i].point.text;
	}
	bool empty = n == 0;
	enum status status = empty ? CRM_OK : match_is_empty(crm, any, n, &empty);
	if (status != CRM_OK || empty)
		return status;
	status = texts ? match_want_texts(crm, text, n) : match_want_numbers(crm, number, n);
	if (status == CRM_OK)
		status = db_ask(crm->db, sql, NULL, &row);
	while (status == CRM_OK && (status = db_next(row)) == CRM_OK)
		learn_point(match, kind, row);
	return status == CRM_NONE ? CRM_OK : status;
}

enum status match_points_open(struct intake_match *match)
{
	struct crm *crm = match->in->crm;
	struct arena *arena = &crm->chunk;
	int n[INQUIRY_POINTS], all = 0;
	for (int way = 0; way < INQUIRY_POINTS; way++)
		all += n[way] = count_points(match->in, way);
	match->limit = identity_shared_limit(crm);
	match->points = arena_get(arena, ((size_t)all + 1) * sizeof *match->points);
	if (!match->points || hashmap_open(&match->phones, arena, n[INQUIRY_BY_PHONE]) != 0 ||
	    hashmap_open_texts(&match->emails, arena, n[INQUIRY_BY_EMAIL] + n[INQUIRY_BY_BOX]) != 0 ||
	    hashmap_open(&match->inns, arena, n[INQUIRY_BY_INN]) != 0)
		return why_memory(&crm->why);
	gather_points(match);
	find_kept(match);
	enum status status = look_up(match, IDENTITY_PHONE, sql_match_phones, sql_match_any_phone);
	if (status == CRM_OK)
		status = look_up(match, IDENTITY_EMAIL, sql_match_emails, sql_match_any_email);
	return status == CRM_OK ? look_up(match, IDENTITY_INN, sql_match_inns, sql_match_any_inn) : status;
}

/* Is ${client} called what the key of this inquiry says? */
static enum status is_called(struct intake_match *match, int64_t client, bool *yes)
{
	const char *name;
	enum status status = match_person_name(match, match_person_of(match, client), &name);
	if (status == CRM_OK)
		status = identity_shared_name(match->in->crm, name, &match->other_key);
	*yes = status == CRM_OK && match->other_key.length && strcmp(match->other_key.text, match->name_key.text) == 0;
	return status;
}

/* A name that came by this point before: in this chunk, or in the base. */
static enum status came_before(struct intake_match *match, int64_t key, int64_t *home, int64_t *root)
{
	struct crm *crm = match->in->crm;
	struct stmt *row;
	int64_t index = match->names.slot ? hashmap_get(&match->names, key) : 0;
	*home = *root = 0;
	if (index) {
		*home = match->new_name[index - 1].client;
		return client_root(crm, *home, root);
	}
	enum status status = db_ask_one(crm->db, sql_match_shared, VALS(V_INT(key)), &row);
	if (status != CRM_OK)
		return status == CRM_NONE ? CRM_OK : status;
	*home = db_int(row, 0);
	*root = db_null(row, 1) ? *home : db_int(row, 1);
	db_done(row);
	if (hashmap_get(&match->clients, *root))
		return CRM_OK;
	return match_people_meet(match, (int64_t[]){*root}, 1);
}

/* Who came by this shared point under this name? 0: nobody yet. */
static enum status by_name(
    struct intake_match *match, const struct inquiry *q, const struct match_point *known, int64_t *home, int64_t *root)
{
	bool same;
	*home = *root = 0;
	enum status status = identity_shared_name(match->in->crm, q->name, &match->name_key);
	if (status != CRM_OK || !match->name_key.length)
		return status;
	if (known->client) {
		status = is_called(match, known->root, &same);
		if (status != CRM_OK || same) {
			*home = same ? known->client : 0;
			*root = same ? known->root : 0;
			return status;
		}
	}
	return came_before(match, identity_shared_key(&known->point, match->name_key.text), home, root);
}

enum extension { EXTENSION_NEW, EXTENSION_HIS, EXTENSION_OTHER };

/* Did somebody come by this phone and extension, whose ${home} and ${root} these are then; or by another extension? */
static enum status by_extension(struct intake_match *match, const struct inquiry *q, const struct match_point *known,
    int64_t *home, int64_t *root, enum extension *extension)
{
	char key[32];
	int64_t his_home, his_root;
	snprintf(key, sizeof key, IDENTITY_EXTENSION "%s", q->extension);
	enum status status = came_before(match, identity_shared_key(&known->point, key), &his_home, &his_root);
	if (status == CRM_OK && his_home) {
		*home = his_home;
		*root = his_root;
		*extension = EXTENSION_HIS;
		return CRM_OK;
	}
	if (status == CRM_OK)
		status =
		    came_before(match, identity_shared_key(&known->point, IDENTITY_EXTENSION), &his_home, &his_root);
	*extension = his_home ? EXTENSION_OTHER : EXTENSION_NEW;
	return status;
}

/* Somebody else by this point than by those before it: the row speaks of two. */
static enum status note_other(struct intake_match *match, struct inquiry *q, int way, int64_t root)
{
	q->other[way] = root;
	if (way == INQUIRY_BY_BOX && q->other[INQUIRY_BY_EMAIL] == root)
		return CRM_OK;
	return inquiry_warn(
	    match->in, q, _("by its %s it is client %lld: crm-dups shows both"), _(ways[way].word), (long long)root);
}

enum status match_points_recognise(struct intake_match *match, struct inquiry *q)
{
	enum status status = CRM_OK;
	for (int way = 0; way < INQUIRY_POINTS && status == CRM_OK; way++) {
		struct match_point *known = q->point[way] ? &match->points[q->point[way] - 1] : NULL;
		if (!known || (!known->client && known->leads < match->limit))
			continue;
		int64_t home = known->client, root = known->root;
		enum extension extension = EXTENSION_NEW;
		if (way == INQUIRY_BY_PHONE && q->extension)
			status = by_extension(match, q, known, &home, &root, &extension);
		bool other = extension == EXTENSION_OTHER;
		bool shared = other || (known->leads >= match->limit && extension != EXTENSION_HIS);
		if (status == CRM_OK && shared)
			status = by_name(match, q, known, &home, &root);
		if (status == CRM_OK && !home && other)
			status =
			    inquiry_warn(match->in, q, "%s", _("phone not used: it is known with another extension"));
		else if (status == CRM_OK && !home)
			status = inquiry_warn(match->in, q, _(ways[way].shared), (int)known->leads);
		if (status != CRM_OK || !home)
			continue;
		if (!q->home) {
			q->home = home;
			q->client = root;
		}
		q->by[way] = root == q->client;
		q->by_name |= q->by[way] && shared;
		if (!q->by[way])
			status = note_other(match, q, way, root);
	}
	return status;
}

static enum status note_key(
    struct intake_match *match, const struct inquiry *q, const struct match_point *known, const char *text)
{
	struct crm *crm = match->in->crm;
	int64_t home, root, key = identity_shared_key(&known->point, text);
	enum status status = came_before(match, key, &home, &root);
	if (status != CRM_OK || home)
		return status;
	if (!match->names.slot) {
		match->room_names = match->in->n * (INQUIRY_POINTS + 2); /* an extension is two */
		match->new_name = arena_get(&crm->chunk, (size_t)match->room_names * sizeof *match->new_name);
		if (!match->new_name || hashmap_open(&match->names, &crm->chunk, match->room_names) != 0)
			return why_memory(&crm->why);
	}
	match->new_name[match->n_names] = (struct match_name){key, q->home, q->event};
	*hashmap_at(&match->names, key) = ++match->n_names;
	return CRM_OK;
}

static enum status note_name(struct intake_match *match, const struct inquiry *q, const struct match_point *known)
{
	enum status status = identity_shared_name(match->in->crm, q->name, &match->name_key);
	return status == CRM_OK && match->name_key.length ? note_key(match, q, known, match->name_key.text) : status;
}

static enum status note_extension(struct intake_match *match, const struct inquiry *q, const struct match_point *known)
{
	char key[32];
	snprintf(key, sizeof key, IDENTITY_EXTENSION "%s", q->extension);
	enum status status = note_key(match, q, known, key);
	return status == CRM_OK ? note_key(match, q, known, IDENTITY_EXTENSION) : status;
}

enum status match_points_claim(struct intake_match *match, struct inquiry *q)
{
	enum status status = CRM_OK;
	for (int way = 0; way < INQUIRY_POINTS && status == CRM_OK; way++) {
		if (!q->point[way])
			continue;
		struct match_point *known = &match->points[q->point[way] - 1];
		bool extended = way == INQUIRY_BY_PHONE && q->extension;
		if (known->leads >= match->limit || extended)
			status = note_name(match, q, known);
		if (status == CRM_OK && extended)
			status = note_extension(match, q, known);
		if (!known->client) {
			known->client = q->home;
			known->root = q->client;
			known->event = q->event;
		}
		known->leads++;
		known->added++;
		known->changed = true;
	}
	return status;
}
