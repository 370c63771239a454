-- Sums $1 of the days $2 up to, and without, $3: as the key has them.
-- name: sums
SELECT day, who, stage, state, n, amount FROM lead_sum WHERE sum = $1 AND day >= $2 AND day < $3

-- Leads with what they reached, a row an entry. For period the first owner comes from the journal.
-- name: leads_cohort
SELECT -- use: lead_columns AS l
, r.stage, r.at, r.manager, r.skipped
FROM lead AS l LEFT JOIN reach AS r ON r.lead = l.lead ORDER BY l.lead
-- Those that were found.
-- name: leads_cohort_found
SELECT -- use: lead_columns AS l
, r.stage, r.at, r.manager, r.skipped
FROM found AS f CROSS JOIN lead AS l LEFT JOIN reach AS r ON r.lead = l.lead WHERE l.lead = f.key ORDER BY f.rowid
-- name: leads_snapshot_found
SELECT -- use: lead_columns AS l
FROM found AS f CROSS JOIN lead AS l WHERE l.lead = f.key AND l.state = @LEAD_OPEN@ ORDER BY f.rowid

-- name: find_came
SELECT lead FROM lead WHERE created_at >= $1 AND created_at < $2
-- Of them those who came further, or were decided, when they were $3 seconds old or older. Who was returned may have come to where he stands since.
-- name: find_late
SELECT lead FROM lead WHERE created_at >= $1 AND created_at < $2 AND (stage_since >= created_at + $3 OR decided_at >= created_at + $3
	OR EXISTS (SELECT 1 FROM event WHERE event.lead = lead.lead AND event.kind = @EV_LEAD_RETURNED@))
-- name: find_open
SELECT lead FROM lead WHERE state = @LEAD_OPEN@
-- What of kind $3 happened to a lead in [$1, $2).
-- name: find_happened
SELECT lead FROM event WHERE kind <> @EV_LEAD_CREATED@ AND kind = $3 AND occurred_at >= $1 AND occurred_at < $2 AND lead IS NOT NULL
