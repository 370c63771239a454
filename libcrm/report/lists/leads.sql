-- Leads with their people. A client's phone stands in what his first lead came with, else in his next one. $3: bits of the managers wanted, nobody is bit 0
-- and -1 is all; the other filters may be NULL. Idle: nothing since $11. Are people ($12) and next tasks ($13) wanted? Else they are not looked for.
-- name: leads_list
SELECT -- use: lead_columns AS l
	, c.name, f.new, e.new, r.new,
	CASE WHEN $13 THEN (SELECT min(t.due) FROM task t WHERE t.lead = l.lead AND t.done_at IS NULL) END
FROM lead l
LEFT JOIN client c ON c.client = CASE WHEN $12 THEN l.client END
LEFT JOIN lead fl ON fl.lead = CASE WHEN $12 THEN l.client END AND fl.lead <> l.lead
LEFT JOIN event f ON f.event = fl.event
LEFT JOIN event e ON e.event = CASE WHEN $12 THEN l.event END
LEFT JOIN lead rl ON rl.lead = CASE WHEN $12 THEN (
	SELECT x.lead FROM lead x WHERE x.client = l.client AND x.lead <> x.client ORDER BY x.lead LIMIT 1) END AND rl.lead <> l.lead
LEFT JOIN event r ON r.event = rl.event
WHERE l.lead >= $1 AND l.lead <= $2
  AND ((cast($3 AS bigint) >> cast(coalesce(l.manager, 0) AS integer)) & 1) = 1
  AND (cast($4 AS bigint) IS NULL OR l.state = cast($4 AS bigint))
  AND (cast($5 AS bigint) IS NULL OR l.stage = cast($5 AS bigint))
  AND (cast($6 AS bigint) IS NULL OR coalesce(l.source, 0) = cast($6 AS bigint))
  AND (cast($7 AS bigint) IS NULL OR coalesce(l.project, 0) = cast($7 AS bigint))
  AND (cast($8 AS bigint) IS NULL OR l.reason = cast($8 AS bigint))
  AND l.created_at >= $9 AND l.created_at < $10
  AND (cast($11 AS bigint) IS NULL OR (l.created_at < cast($11 AS bigint) AND l.stage_since < cast($11 AS bigint)
	AND coalesce(l.last_touch, l.created_at) < cast($11 AS bigint)))
ORDER BY l.lead

-- Numbers only: the indexes have them.
-- name: leads_open
SELECT lead FROM lead WHERE state = @LEAD_OPEN@
-- name: leads_open_of
SELECT lead FROM lead WHERE state = @LEAD_OPEN@ AND manager = $1
-- name: leads_open_nobodys
SELECT lead FROM lead WHERE state = @LEAD_OPEN@ AND manager IS NULL
-- name: leads_came
SELECT lead FROM lead WHERE created_at >= $1 AND created_at < $2

-- The people of one lead, for those the journal tells of.
-- name: leads_people
SELECT c.name, f.new, e.new, r.new
FROM lead l
LEFT JOIN client c ON c.client = l.client
LEFT JOIN lead fl ON fl.lead = l.client AND fl.lead <> l.lead
LEFT JOIN event f ON f.event = fl.event
LEFT JOIN event e ON e.event = l.event
LEFT JOIN lead rl ON rl.lead = (
	SELECT x.lead FROM lead x WHERE x.client = l.client AND x.lead <> x.client ORDER BY x.lead LIMIT 1) AND rl.lead <> l.lead
LEFT JOIN event r ON r.event = rl.event
WHERE l.lead = $1

-- name: leads_there
SELECT lead FROM lead WHERE lead = $1
-- With those that were taken back since.
-- name: leads_were_there
SELECT lead FROM lead WHERE lead = $1 UNION ALL SELECT lead FROM event WHERE lead = $1 AND kind <> @EV_LEAD_CREATED@
-- name: leads_last
SELECT max(lead) FROM lead

-- name: leads_any_update
SELECT value FROM cursor WHERE name = 'updated' AND value > 0
-- Rows of a client's leads that came again, the newest first.
-- name: leads_updates
SELECT u.event, u.new FROM event u
WHERE u.lead = $1 AND u.kind <> @EV_LEAD_CREATED@ AND u.kind = @EV_LEAD_UPDATED@ AND u.client = $1
UNION ALL
SELECT u.event, u.new FROM lead l JOIN event u ON u.lead = l.lead AND u.kind <> @EV_LEAD_CREATED@
WHERE l.client = $1 AND l.lead <> l.client AND u.kind = @EV_LEAD_UPDATED@
ORDER BY 1 DESC
