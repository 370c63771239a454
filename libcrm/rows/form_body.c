#include "rows/form_body.h"

#include <iconv.h>
#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "base/text/casefold.h"
#include "base/text/json.h"
#include "base/web/urlencode.h"

struct body_taking {
	struct form *form;
	struct form_bytes bytes[FORM_FIELDS_MAX];
	int n;
	const char *nested[FORM_FIELDS_MAX]; /* values of a JSON object, in order */
	int n_nested;
	struct arena *arena;
	struct why *why;
};

static enum status broken(struct why *why)
{
	return why_set(why, CRM_DATA, "%s", _("the form is broken: its bytes are not what its type says"));
}

static enum status too_many(struct why *why)
{
	return why_set(why, CRM_DATA, _("the form has more than %d fields"), FORM_FIELDS_MAX);
}

bool form_body_is(const char *type, const char *media)
{
	size_t length = strlen(media);

	return type && strncasecmp(type, media, length) == 0 && strchr("; \t", type[length]);
}

/* Parameter ${name} of a header into ${out}; "" if it is not there or too long. */
static void read_parameter(const char *header, const char *name, char out[FORM_BOUNDARY_MAX + 1])
{
	size_t name_length = strlen(name);

	out[0] = '\0';
	for (const char *s = strchr(header, ';'); s; s = strchr(s, ';')) {
		s += 1 + strspn(s + 1, " \t");
		if (strncasecmp(s, name, name_length) != 0 || s[name_length] != '=')
			continue;
		s += name_length + 1;
		bool quoted = *s == '"';
		size_t length = quoted ? strcspn(++s, "\"") : strcspn(s, "; \t");
		if (length <= FORM_BOUNDARY_MAX) {
			memcpy(out, s, length);
			out[length] = '\0';
		}
		return;
	}
}

/* As iconv calls it; NULL if it is none that forms come in. */
static const char *charset_of(const char *name)
{
	static const char *const known[] = {"utf-8", "utf-8", "utf8", "utf-8", "us-ascii", "utf-8", "windows-1251",
	    "windows-1251", "cp1251", "windows-1251", "koi8-r", "koi8-r", "windows-1252", "windows-1252", "iso-8859-1",
	    "windows-1252", NULL};

	for (int i = 0; known[i]; i += 2)
		if (strcasecmp(known[i], name) == 0)
			return known[i + 1];
	return NULL;
}

static char *convert_value(iconv_t conv, char *bytes, size_t length, struct arena *arena)
{
	size_t room = length * 3 + 1, left = room;
	char *text = arena_get(arena, room + 1), *out = text;

	if (!text)
		return NULL;
	if (iconv(conv, &bytes, &length, &out, &left) == (size_t)-1)
		return arena_copy(arena, "\xff"); /* as broken as if it had come so */
	*out = '\0';
	return text;
}

/* Without the blanks around it, and with the line ends of a text. */
static char *trim_and_unify(char *text)
{
	size_t out = 0, length;

	text += strspn(text, " \t\r\n");
	length = strlen(text);
	while (length > 0 && strchr(" \t\r\n", text[length - 1]))
		length--;
	for (size_t i = 0; i < length; i++)
		if (text[i] != '\r' || text[i + 1] != '\n')
			text[out++] = text[i];
	text[out] = '\0';
	return text;
}

/* A text of the form in UTF-8. */
static enum status take_text(struct body_taking *t, iconv_t conv, char *bytes, size_t length, const char **out)
{
	char *text;

	if (memchr(bytes, '\0', length))
		return broken(t->why);
	text = conv == (iconv_t)-1 ? arena_text(t->arena, bytes, length) : convert_value(conv, bytes, length, t->arena);
	if (!text)
		return why_memory(t->why);
	if (!utf8_valid(text, strlen(text)))
		return broken(t->why);
	*out = trim_and_unify(text);
	return CRM_OK;
}

/* A script may put an object into a field of a plain form: contacts={"phone":"…"}. */
static bool is_json(const char *value)
{
	if (*value != '{' && (*value != '[' || (value[1] != '{' && value[1] != '"')))
		return false;
	json_t *whole = json_loads(value, 0, NULL);
	json_decref(whole);
	return whole != NULL;
}

static enum status take_fields(struct body_taking *t, const char *charset)
{
	iconv_t conv = strcmp(charset, "utf-8") == 0 ? (iconv_t)-1 : iconv_open("UTF-8", charset);
	struct form_field field = {0};
	enum status status = CRM_OK;

	for (int i = 0; i < t->n && status == CRM_OK; i++) {
		status = take_text(t, conv, t->bytes[i].name, t->bytes[i].name_length, &field.name);
		if (status == CRM_OK)
			status = take_text(t, conv, t->bytes[i].value, t->bytes[i].length, &field.value);
		field.nested = status == CRM_OK && is_json(field.value);
		if (status == CRM_OK && *field.value)
			t->form->field[t->form->n++] = field;
	}
	if (conv != (iconv_t)-1)
		iconv_close(conv);
	return status;
}

/* A page that is not in UTF-8 has a field by which the browser says so. */
static const char *charset_told(const struct body_taking *t, char out[FORM_BOUNDARY_MAX + 1])
{
	static const char field[] = "_charset_";

	for (int i = 0; i < t->n; i++) {
		const struct form_bytes *b = &t->bytes[i];
		if (b->name_length != sizeof field - 1 || memcmp(b->name, field, b->name_length) != 0 ||
		    b->length > FORM_BOUNDARY_MAX || !b->length)
			continue;
		memcpy(out, b->value, b->length);
		out[b->length] = '\0';
		return out;
	}
	return "utf-8";
}

static enum status read_pairs(
    struct body_taking *t, struct form_rest rest, int (*next)(struct form_rest *rest, struct form_bytes *field))
{
	struct form_bytes field;
	int more;

	for (int all = 0; (more = next(&rest, &field)) > 0; all++) {
		if (all == FORM_FIELDS_MAX)
			return too_many(t->why);
		if (field.file)
			t->form->files += field.length > 0;
		else
			t->bytes[t->n++] = field;
	}
	return more < 0 ? broken(t->why) : CRM_OK;
}

/* The JSON string at *${s}, written our way; it is known to be one. */
static void put_string(struct buf *buf, const char **s)
{
	json_error_t end;
	json_t *string = json_loads(*s, JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, &end);

	buf->failed = buf->failed || !string;
	if (!string)
		return;
	json_quote(buf, json_string_value(string));
	*s += end.position;
	json_decref(string);
}

/* An object or a list without the blanks between its words; "" if there is nothing in it. The library would make 1.1 of
   1.10, so a number is copied. */
static const char *compact_json(void *with, const char **at)
{
	struct body_taking *t = with;
	json_error_t end;
	json_t *whole = json_loads(*at, JSON_DISABLE_EOF_CHECK | JSON_DECODE_INT_AS_REAL, &end);
	const char *s = *at, *stop = s + end.position;
	struct buf buf = {0};

	if (!whole)
		return NULL;
	json_decref(whole);
	while (s < stop && !buf.failed) {
		if (*s == '"')
			put_string(&buf, &s);
		else if (strchr(" \t\r\n", *s))
			s++;
		else
			buf_char(&buf, *s++);
	}
	*at = stop;
	char *text = buf.failed ? NULL : arena_text(t->arena, buf.text, buf.length > 2 ? buf.length : 0);
	buf_free(&buf);
	if (t->n_nested < FORM_FIELDS_MAX)
		t->nested[t->n_nested++] = text;
	return text;
}

#define OPENED_DEEP 6 /* objects in objects */

static bool add_inner(struct body_taking *t, const char *name, const char *text)
{
	char *copy = arena_copy(t->arena, text);
	if (!copy)
		return false;
	t->form->field[t->form->n] = (struct form_field){name, trim_and_unify(copy), .inner = true};
	t->form->n += *t->form->field[t->form->n].value != '\0';
	return true;
}

/* The first of ${keys} that the object has; NULL. */
static const char *key_among(json_t *object, const char *const *keys)
{
	while (*keys && !json_object_get(object, *keys))
		keys++;
	return *keys;
}

/* Of a list of questions and answers: {"question":"Phone","answer":"…"}, {"type":"email","value":"…"}. *${value}: the
   key of what is said, *${label} that of what it is about; false if it is no such pair. */
static bool is_labelled(json_t *object, const char **label, const char **value)
{
	static const char *const labels[] = {"field_code", "field_name", "code", "label", "title", "question", "q",
	    "key", "field", "type", "name", NULL};
	static const char *const values[] = {"value", "values", "answer", "a", "response", NULL};
	static const char *const people[] = {"phone", "phones", "tel", "email", "emails", NULL};

	*label = key_among(object, labels);
	*value = key_among(object, values);
	return *label && *value && json_is_string(json_object_get(object, *label)) && !key_among(object, people);
}

static bool open_object(struct body_taking *t, const char *name, json_t *value, int deep);

/* What stands in a list: objects, and texts by themselves. */
static bool open_list(struct body_taking *t, const char *name, json_t *list, int deep)
{
	const char *label, *value;
	json_t *inner;
	size_t i;
	bool ok = true;

	json_array_foreach(list, i, inner)
	{
		bool labelled = json_is_object(inner) && is_labelled(inner, &label, &value);
		const char *path =
		    labelled ? arena_format(t->arena, "%s[%s]", name, json_string_value(json_object_get(inner, label)))
		             : arena_format(t->arena, "%s[%zu]", name, i);
		ok = ok && path && open_object(t, path, labelled ? json_object_get(inner, value) : inner, deep + 1);
	}
	return ok;
}

/* What is said inside an object or a list, as fields of their own. False without memory. */
static bool open_object(struct body_taking *t, const char *name, json_t *value, int deep)
{
	const char *key;
	json_t *inner;
	bool ok = true;

	if (t->form->n == FORM_FIELDS_MAX || deep > OPENED_DEEP)
		return true;
	if (json_is_string(value))
		return add_inner(t, name, json_string_value(value));
	if (json_is_integer(value)) {
		char digits[24];
		snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(value));
		return add_inner(t, name, digits);
	}
	if (json_is_array(value))
		return open_list(t, name, value, deep);
	json_object_foreach(value, key, inner)
	{
		char *path = arena_format(t->arena, "%s[%s]", name, key);
		ok = ok && path && open_object(t, path, inner, deep + 1);
	}
	return ok;
}

static enum status open_nested(struct body_taking *t, int n)
{
	bool ok = true;
	for (int i = 0; i < n && ok; i++) {
		const struct form_field *field = &t->form->field[i];
		json_t *value = field->nested ? json_loads(field->value, 0, NULL) : NULL;
		if (value) /* one with a number too large to be read stays shut */
			ok = open_object(t, field->name, value, 0);
		json_decref(value);
	}
	return ok ? CRM_OK : why_memory(t->why);
}

/* A list of one object is that object. NULL without memory. */
static const char *only_of_list(struct arena *arena, const char *text)
{
	json_t *whole = *text == '[' ? json_loads(text, 0, NULL) : NULL;
	bool only = whole && json_array_size(whole) == 1 && json_is_object(json_array_get(whole, 0));

	json_decref(whole);
	return only ? arena_text(arena, text + 1, strlen(text) - 2) : text;
}

static enum status read_json(struct body_taking *t, const char *charset, char *body, size_t length)
{
	struct json json;
	const char *text;
	iconv_t conv = strcmp(charset, "utf-8") == 0 ? (iconv_t)-1 : iconv_open("UTF-8", charset);
	enum status status = take_text(t, conv, body, length, &text);

	if (conv != (iconv_t)-1)
		iconv_close(conv);
	if (status != CRM_OK)
		return status;
	if (!(text = only_of_list(t->arena, text)))
		return why_memory(t->why);
	if (json_parse_nested(&json, text, compact_json, t, t->arena) != 0)
		return why_set(t->why, CRM_DATA, "%s", _("the form is no JSON object"));
	if (json.n > FORM_FIELDS_MAX)
		return too_many(t->why);
	for (int i = 0, k = 0; i < json.n; i++) {
		bool nested = k < t->n_nested && json.field[i].value == t->nested[k];
		char *name = arena_copy(t->arena, json.field[i].key),
		     *value = arena_copy(t->arena, json.field[i].value);
		if (!name || !value)
			return why_memory(t->why);
		t->form->field[t->form->n] =
		    (struct form_field){trim_and_unify(name), trim_and_unify(value), .nested = nested};
		k += nested;
		t->form->n += *t->form->field[t->form->n].value != '\0';
	}
	return open_nested(t, t->form->n);
}

static enum status read_body(struct body_taking *t, const char *type, const char *charset, char *body, size_t length)
{
	char boundary[FORM_BOUNDARY_MAX + 1], told[FORM_BOUNDARY_MAX + 1];
	struct form_rest rest = {.at = body, .end = body + length};
	enum status status;

	if (form_body_is(type, "application/json"))
		return read_json(t, charset ? charset : "utf-8", body, length);
	if (form_body_is(type, "application/x-www-form-urlencoded")) {
		status = read_pairs(t, rest, urlencoded_next);
	} else {
		read_parameter(type, "boundary", boundary);
		if (!multipart_begin(&rest, body, length, boundary))
			return broken(t->why);
		status = read_pairs(t, rest, multipart_next);
	}
	if (status == CRM_OK && !charset && !(charset = charset_of(charset_told(t, told))))
		return broken(t->why);
	if (status == CRM_OK)
		status = take_fields(t, charset);
	return status == CRM_OK ? open_nested(t, t->form->n) : status;
}

enum status form_body_read(
    struct form *form, const char *type, char *body, size_t length, struct arena *arena, struct why *why)
{
	static const char *const types[] = {
	    "application/x-www-form-urlencoded", "multipart/form-data", "application/json", NULL};
	struct body_taking *t = arena_zero(arena, sizeof *t);
	char charset[FORM_BOUNDARY_MAX + 1];
	int i = 0;

	*form = (struct form){.field = arena_get(arena, FORM_FIELDS_MAX * sizeof *form->field)};
	if (!t || !form->field)
		return why_memory(why);
	t->form = form;
	t->arena = arena;
	t->why = why;
	while (types[i] && !form_body_is(type, types[i]))
		i++;
	if (!types[i])
		return why_set(why, CRM_USAGE, _("a form does not come as «%.100s»"), type ? type : "");
	read_parameter(type, "charset", charset);
	if (*charset && !charset_of(charset))
		return why_set(why, CRM_USAGE, _("a form does not come in «%.100s»"), charset);
	return read_body(t, type, *charset ? charset_of(charset) : NULL, body, length);
}

const char *form_body_get(const struct form *form, const char *name)
{
	for (int i = 0; i < form->n; i++)
		if (strcmp(form->field[i].name, name) == 0)
			return form->field[i].value;
	return NULL;
}
