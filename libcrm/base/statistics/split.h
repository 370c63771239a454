/*
 * A gap split exactly into its parts (D14). Pure functions; the parts add up to the gap but for rounding.
 */
#ifndef CRM_BASE_STATISTICS_SPLIT_H
#define CRM_BASE_STATISTICS_SPLIT_H

enum { SPLIT_FACTORS = 16 }; /* at most */

/* Of products S = x[0]·…·x[n-1], from ${was} to ${is}: ${part[i]} is what factor i brought. By the logarithmic mean
   Divisia index (LMDI-I, Ang 2004), whatever the order; by the Shapley value where a factor is not above nought. */
void split_product(const double *was, const double *is, int n, double *part);

/* Of a rate that is the mean of ${n} segments' rates weighted by their shares (which add up to 1, then and now), by
   Kitagawa (1955): ${rate[i]} of the segment's own rate, ${mix[i]} of its share. Where a segment had nobody, its rate
   then is taken as it is now, and the other way round: then all of its change is one of shares. */
struct split_segment {
	double share_was, rate_was, share_is, rate_is;
};
void split_rate(const struct split_segment *segments, int n, double *rate, double *mix);

#endif
