/* Rows put by as they are made, and read in their order. */
#include "report/lights/lights.h"

/* How a row lies in the spool; behind it its name with the NUL, and its leads. */
struct spooled_row {
	struct light_row row;
	int name, leads; /* bytes of each */
};

static bool grow_places(struct lights *lights)
{
	int n = lights->room ? lights->room * 2 : 1024;
	struct light_place *grown = reallocarray(lights->place, (size_t)n, sizeof *grown);
	if (!grown)
		return false;
	lights->place = grown;
	lights->room = n;
	return true;
}

enum status lights_put(struct crm *crm, struct lights *lights, const struct light_row *row)
{
	const struct spooled_row head = {.row = *row,
	    .name = row->name ? (int)strlen(row->name) + 1 : 0,
	    .leads = row->open ? row->interest * (int)sizeof *row->open : 0};
	if (lights->n == lights->room && !grow_places(lights))
		return why_memory(&crm->why);
	lights->place[lights->n++] = (struct light_place){.client = row->client,
	    .spooled = spool_length(&lights->rows),
	    .tenths = (int32_t)light_tenths(row->late), /* working days end with 2099 */
	    .light = row->light};
	bool done = spool_add(&lights->rows, &head, sizeof head) &&
	            spool_add(&lights->rows, row->name, (size_t)head.name) &&
	            spool_add(&lights->rows, row->open, (size_t)head.leads);
	return done ? CRM_OK : why_errno(&crm->why, CRM_IO, _("cannot write"));
}

enum status lights_row(struct crm *crm, struct lights *lights, int place, struct light_row *row)
{
	struct spooled_row head;
	int64_t at = lights->place[place].spooled;
	if (!spool_read(&lights->rows, at, &head, sizeof head))
		return why_errno(&crm->why, CRM_IO, "%s", _("cannot read what was put by"));
	buf_clear(&lights->row);
	if (!buf_reserve(&lights->row, (size_t)head.name + (size_t)head.leads))
		return why_memory(&crm->why);
	/* The leads first, for numbers want to lie straight. */
	char *leads = lights->row.text, *name = leads + head.leads;
	at += (int64_t)sizeof head;
	if (!spool_read(&lights->rows, at, name, (size_t)head.name) ||
	    !spool_read(&lights->rows, at + head.name, leads, (size_t)head.leads))
		return why_errno(&crm->why, CRM_IO, "%s", _("cannot read what was put by"));
	*row = head.row;
	row->name = head.name ? name : NULL;
	row->open = head.leads ? (const struct light_lead *)(const void *)leads : NULL;
	return CRM_OK;
}

static int place_order(const void *a, const void *b)
{
	const struct light_place *x = a, *y = b;
	if (x->light != y->light)
		return x->light < y->light ? -1 : 1;
	if (x->tenths != y->tenths)
		return x->tenths > y->tenths ? -1 : 1;
	return x->client < y->client ? -1 : x->client > y->client;
}

void lights_sort(struct lights *lights)
{
	if (lights->n)
		qsort(lights->place, (size_t)lights->n, sizeof *lights->place, place_order);
}

void lights_free(struct lights *lights)
{
	free(lights->place);
	spool_free(&lights->rows);
	buf_free(&lights->row);
	*lights = (struct lights){0};
}
