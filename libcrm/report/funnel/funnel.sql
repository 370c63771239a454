-- The sums by day. $1, $2: days, half-open.
-- name: sums_cohort
SELECT day, source, stage, state, cast(sum(n) AS bigint), cast(sum(amount) AS bigint) FROM cohort_day
WHERE day >= $1 AND day < $2 GROUP BY day, source, stage, state
-- name: sums_cohort_total
SELECT 0, source, stage, state, cast(sum(n) AS bigint), cast(sum(amount) AS bigint) FROM cohort_day
WHERE day >= $1 AND day < $2 GROUP BY source, stage, state
-- name: sums_cohort_skipped
SELECT l.created_at, l.source, r.stage, 1 FROM reach AS r CROSS JOIN lead AS l
WHERE r.skipped = 1 AND l.lead = r.lead AND l.created_at >= $1 AND l.created_at < $2
AND (l.state <> @LEAD_DISQUALIFIED@ OR l.reason NOT IN (SELECT id FROM reason WHERE reason IN ('spam', 'duplicate')))
-- name: sums_manager
SELECT day, manager, stage, cast(sum(n) AS bigint), cast(sum(amount) AS bigint) FROM kpi_day WHERE day >= $1 AND day < $2 GROUP BY day, manager, stage
-- name: sums_source
SELECT day, source, stage, cast(sum(n) AS bigint), cast(sum(amount) AS bigint) FROM src_day WHERE day >= $1 AND day < $2 GROUP BY day, source, stage
-- name: sums_skipped
SELECT r.at, r.manager, l.source, r.stage FROM reach AS r CROSS JOIN lead AS l
WHERE r.skipped = 1 AND r.at >= $1 AND r.at < $2 AND l.lead = r.lead
AND (l.state <> @LEAD_DISQUALIFIED@ OR l.reason NOT IN (SELECT id FROM reason WHERE reason IN ('spam', 'duplicate')))

-- Leads with what they reached, a row an entry. For period the first owner comes from the journal.
-- name: leads_cohort
SELECT -- use: lead_columns AS l
, r.stage, r.at, r.manager, r.skipped
FROM lead AS l LEFT JOIN reach AS r ON r.lead = l.lead
WHERE l.created_at >= $1 AND l.created_at < $2 ORDER BY l.lead
-- name: leads_open
SELECT -- use: lead_columns AS l
FROM lead AS l WHERE l.state = @LEAD_OPEN@ AND l.created_at >= $1 AND l.created_at < $2 ORDER BY l.lead
