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

-- name: lead_delete
DELETE FROM lead WHERE lead = $1

-- name: created_new
SELECT new FROM event WHERE event = $1 AND kind = @EV_LEAD_CREATED@
