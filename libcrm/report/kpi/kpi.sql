-- $1: where the months before begin, $2: the month, $3: the day of the report, included.
-- name: kpi_sums
SELECT manager, stage,
cast(sum(CASE WHEN day = $3 THEN n ELSE 0 END) AS bigint),
cast(sum(CASE WHEN day >= $2 THEN n ELSE 0 END) AS bigint),
cast(sum(CASE WHEN day < $2 THEN n ELSE 0 END) AS bigint),
cast(sum(CASE WHEN day = $3 THEN amount ELSE 0 END) AS bigint),
cast(sum(CASE WHEN day >= $2 THEN amount ELSE 0 END) AS bigint),
cast(sum(CASE WHEN day < $2 THEN amount ELSE 0 END) AS bigint)
FROM kpi_day WHERE day >= $1 AND day <= $3 GROUP BY manager, stage

-- name: kpi_first
SELECT min(day) FROM kpi_day
