-- $1: where the months before begin, $2: the month, $3: the day of the report, included.
-- name: kpi_sums
SELECT who, stage, state,
cast(sum(CASE WHEN day = $3 THEN n ELSE 0 END) AS bigint),
cast(sum(CASE WHEN day >= $2 THEN n ELSE 0 END) AS bigint),
cast(sum(CASE WHEN day < $2 THEN n ELSE 0 END) AS bigint),
cast(sum(CASE WHEN day = $3 THEN amount ELSE 0 END) AS bigint),
cast(sum(CASE WHEN day >= $2 THEN amount ELSE 0 END) AS bigint),
cast(sum(CASE WHEN day < $2 THEN amount ELSE 0 END) AS bigint)
FROM lead_sum WHERE sum = @SUM_ENTRIES_OF_MANAGER@ AND day >= $1 AND day <= $3 AND state <> @ENTRY_SKIPPED@ GROUP BY who, stage, state

-- name: kpi_first
SELECT min(day) FROM lead_sum WHERE sum = @SUM_ENTRIES_OF_MANAGER@
