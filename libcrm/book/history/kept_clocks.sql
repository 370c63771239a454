-- name: clock_put
INSERT INTO clock (kind, stage, started, lead, nth, stopped, ended, manager, since, former) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (kind, stage, started, lead, nth) DO UPDATE
SET stopped = excluded.stopped, ended = excluded.ended, manager = excluded.manager, since = excluded.since, former = excluded.former

-- name: clock_drop
DELETE FROM clock WHERE kind = $1 AND stage = $2 AND started = $3 AND lead = $4 AND nth = $5

-- Was lead $1 answered before $2, or decided, and none of his calls was ever missed?
-- name: answered_before
SELECT 1 FROM lead AS l JOIN clock AS c ON c.kind = @CLOCK_FIRST_RESPONSE@ AND c.stage = 0 AND c.started = l.created_at AND c.lead = l.lead
WHERE l.lead = $1 AND c.stopped < $2
AND NOT EXISTS (SELECT 1 FROM clock AS missed WHERE missed.lead = $1 AND missed.kind = @CLOCK_CALLBACK@)

-- name: owning_put
INSERT INTO owning (lead, since, former) VALUES ($1, $2, $3) ON CONFLICT (lead) DO UPDATE SET since = excluded.since, former = excluded.former
-- name: owning_drop
DELETE FROM owning WHERE lead = $1
-- name: owning_of
SELECT since, former FROM owning WHERE lead = $1

-- name: was_returned
SELECT 1 FROM event WHERE lead = $1 AND kind = @EV_LEAD_RETURNED@ LIMIT 1

-- name: answered_at
SELECT stopped FROM clock WHERE kind = @CLOCK_FIRST_RESPONSE@ AND stage = 0 AND started = $1 AND lead = $2 AND nth = 0
-- name: calls_missed
SELECT 1 FROM clock WHERE lead = $1 AND kind = @CLOCK_CALLBACK@ LIMIT 1
-- name: stay_alike
SELECT 1 FROM clock WHERE kind = @CLOCK_STAGE@ AND stage = $1 AND started = $2 AND lead = $3 LIMIT 1
