-- Of a lead, or of a task that has none.
-- name: alerts_of_lead
SELECT -- use: event_columns WITHOUT old
FROM event
WHERE lead = $1 AND kind <> @EV_LEAD_CREATED@ AND kind = @EV_ALERTED@ AND event <= $2 ORDER BY event

-- name: alerts_of_task
SELECT -- use: event_columns WITHOUT old
FROM event
WHERE ref = $1 AND kind = @EV_ALERTED@ AND event <= $2 ORDER BY event

-- name: alert_put
INSERT INTO alert (lead, clock, task, started, state, manager, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (lead, clock, task, started, state, manager) DO UPDATE SET at = excluded.at

-- name: alert_delete
DELETE FROM alert WHERE lead = $1 AND clock = $2 AND task = $3 AND started = $4 AND state = $5 AND manager = $6
