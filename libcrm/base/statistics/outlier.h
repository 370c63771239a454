/*
 * Who differs from the others more than chance explains (D8): rates of units (managers, sources) fed from several
 * streams, each judged against what the other units made of the same streams. Pure functions but for the memory.
 */
#ifndef CRM_BASE_STATISTICS_OUTLIER_H
#define CRM_BASE_STATISTICS_OUTLIER_H

#include <stdbool.h>
#include <stddef.h>

/* What of the unit's ${n} from one stream came out as counted. */
struct outlier_cell {
	double k, n;
};

enum outlier_light { OUTLIER_FEW, OUTLIER_NONE, OUTLIER_WIDE, OUTLIER_FAR }; /* few data; inside; beyond 95 %, 99.8 % */

struct outlier {
	double k, n;
	double expected; /* standardised for the mix of streams */
	double z;        /* against the others, those far out left aside; 0 if nothing could differ */
	double chance;   /* two-sided, of as much or more; exact where little is expected; 1 where nothing is */
	enum outlier_light light; /* by the limits of a funnel plot (Spiegelhalter 2005) */
	double doubt;             /* the variance of z above 1: the others are no more than a sample themselves */
	bool found; /* beyond the limits, with that doubt and among as many too (Benjamini, Hochberg 1995) */
	bool aside; /* far out: the others are judged without it */
};

/* Of ${units} with ${streams} cells each in ${cells} (a unit's one after another). One below ${least} is not judged.
   ${rate} is the share of false ones among those found that is borne. Returns the over-dispersion by which the
   limits were widened, at least 1; less than 0: no memory. */
double outliers_judge(
    const struct outlier_cell *cells, size_t units, size_t streams, double least, double rate, struct outlier *judged);

#endif
