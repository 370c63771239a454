#include "base/value/number.h"

#include <math.h>

#define MILLION 1e6

/* A piece of the sample number of the catalogue. */
struct piece {
	const char *text;
	size_t length;
};

struct style {
	struct piece minus, group, decimal, percent;
};

static bool style_of(const char *sample, struct style *style)
{
	const char *one = strchr(sample, '1'), *two = one ? strchr(one, '2') : NULL;
	const char *four = two ? strchr(two, '4') : NULL, *five = four ? strchr(four, '5') : NULL;

	if (!five)
		return false;
	style->minus = (struct piece){sample, (size_t)(one - sample)};
	style->group = (struct piece){one + 1, (size_t)(two - one - 1)};
	style->decimal = (struct piece){four + 1, (size_t)(five - four - 1)};
	style->percent = (struct piece){five + 1, strlen(five + 1)};
	return true;
}

/* A language shows its style by the way it writes this one number. */
static struct style style_now(void)
{
	static const char sample[] = N_("-1,234.5%"); /* xgettext:no-c-format */
	struct style style = {0};

	if (!style_of(_(sample), &style))
		(void)style_of(sample, &style);
	return style;
}

static void put_piece(struct buf *buf, struct piece piece)
{
	buf_add(buf, piece.text, piece.length);
}

static void put_styled(struct buf *buf, const struct style *style, double number, int decimals, bool plus)
{
	char digits[352]; /* the longest double has 309 of them */
	int length = snprintf(digits, sizeof digits, "%.*f", decimals, fabs(number));
	int whole = decimals > 0 ? length - decimals - 1 : length;
	bool zero = strspn(digits, "0.") == (size_t)length;

	if (number < 0 && !zero)
		put_piece(buf, style->minus);
	else if (plus && !zero)
		buf_char(buf, '+');
	for (int i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			put_piece(buf, style->group);
		buf_char(buf, digits[i]);
	}
	if (decimals > 0) {
		put_piece(buf, style->decimal);
		buf_add(buf, digits + whole + 1, (size_t)decimals);
	}
}

void number_put(struct buf *buf, double number, int decimals)
{
	struct style style = style_now();

	put_styled(buf, &style, number, decimals, false);
}

void number_put_short(struct buf *buf, double number)
{
	double tenths = round(number * 10);

	number_put(buf, number, fmod(tenths, 10) == 0 ? 0 : 1);
}

static void put_share(struct buf *buf, double share, int decimals, bool plus)
{
	struct style style = style_now();

	put_styled(buf, &style, share * 100, decimals, plus);
	put_piece(buf, style.percent);
}

void percent_put(struct buf *buf, double share, int decimals)
{
	put_share(buf, share, decimals, false);
}

void percent_put_signed(struct buf *buf, double share, int decimals)
{
	put_share(buf, share, decimals, true);
}

void money_put_short(struct buf *buf, money_t money)
{
	double major = (double)money / 100;
	struct buf text = {0};

	if (fabs(major) < MILLION) {
		number_put(buf, major, 0);
		return;
	}
	number_put(&text, major / MILLION, fabs(major) < 100 * MILLION ? 1 : 0);
	if (text.failed)
		buf->failed = true;
	else
		buf_format(buf, _("%sM"), text.text);
	buf_free(&text);
}
