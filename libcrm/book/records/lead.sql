-- What lead_row reads, at the beginning of a row.
-- define: lead_columns
lead, client, event, state, stage, manager, source, campaign, project, amount, created_at, stage_since, decided_at,
last_touch, reason, origin

-- name: lead_get
SELECT -- use: lead_columns
FROM lead WHERE lead = $1

-- name: lead_put
INSERT INTO lead (-- use: lead_columns
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
ON CONFLICT (lead) DO UPDATE SET client = excluded.client, event = excluded.event, state = excluded.state,
stage = excluded.stage, manager = excluded.manager, source = excluded.source, campaign = excluded.campaign,
project = excluded.project, amount = excluded.amount, created_at = excluded.created_at,
stage_since = excluded.stage_since, decided_at = excluded.decided_at, last_touch = excluded.last_touch,
reason = excluded.reason, origin = excluded.origin

-- What an event changes of a lead that is there: the indexes of what stays as it was are left alone.
-- name: lead_change
UPDATE lead SET state = $2, stage = $3, manager = $4, source = $5, campaign = $6, project = $7, amount = $8,
stage_since = $9, decided_at = $10, last_touch = $11, reason = $12
WHERE lead = $1
-- name: lead_touched
UPDATE lead SET last_touch = $2 WHERE lead = $1 AND coalesce(last_touch, 0) < $2

-- name: lead_delete
DELETE FROM lead WHERE lead = $1

-- name: created_new
SELECT new FROM event WHERE event = $1 AND kind = @EV_LEAD_CREATED@
