-- quality_disqualified, a batch table: keys from C.

-- What of kind $3 happened to a lead in [$1, $2).
-- name: quality_happened
SELECT lead FROM event WHERE kind <> @EV_LEAD_CREATED@ AND kind = $3 AND occurred_at >= $1 AND occurred_at < $2 AND lead IS NOT NULL
-- The same, where it entered stage $4 in that time.
-- name: quality_entered
SELECT r.lead FROM event AS e CROSS JOIN reach AS r WHERE e.kind <> @EV_LEAD_CREATED@ AND e.kind = $3 AND e.occurred_at >= $1 AND e.occurred_at < $2
AND r.lead = e.lead AND r.stage = $4 AND r.at >= $1 AND r.at < $2
-- Those that came at stage $3 or beyond.
-- name: quality_came_at
SELECT r.lead FROM lead AS l CROSS JOIN reach AS r WHERE l.created_at >= $1 AND l.created_at < $2 AND r.lead = l.lead AND r.stage = $3
AND r.at >= $1 AND r.at < $2
-- name: quality_came
SELECT lead FROM lead WHERE created_at >= $1 AND created_at < $2

-- Other leads of their clients that came from $1 on: a client's first one has his number.
-- name: quality_others
SELECT o.lead FROM quality_disqualified AS d CROSS JOIN lead AS l CROSS JOIN lead AS o
WHERE l.lead = d.key AND o.client = l.client AND o.lead <> o.client AND o.created_at >= $1
-- name: quality_firsts
SELECT o.lead FROM quality_disqualified AS d CROSS JOIN lead AS l CROSS JOIN lead AS o
WHERE l.lead = d.key AND o.lead = l.client AND o.created_at >= $1
