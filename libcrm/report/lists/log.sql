-- event_row reads the first eleven columns.
-- name: log_all
SELECT e.event, e.batch, e.kind, e.lead, e.client, e.ref, e.occurred_at, e.recorded_at, e.reverses, e.old, e.new, b.actor, b.login
FROM event AS e JOIN batch AS b ON b.batch = e.batch ORDER BY e.event

-- name: log_batch
SELECT e.event, e.batch, e.kind, e.lead, e.client, e.ref, e.occurred_at, e.recorded_at, e.reverses, e.old, e.new, b.actor, b.login
FROM batch AS b JOIN event AS e ON e.event >= b.first_event AND e.event <= b.last_event AND e.batch = b.batch
WHERE b.batch = $1 ORDER BY e.event

-- name: log_one
SELECT e.event, e.batch, e.kind, e.lead, e.client, e.ref, e.occurred_at, e.recorded_at, e.reverses, e.old, e.new, b.actor, b.login
FROM event AS e JOIN batch AS b ON b.batch = e.batch WHERE e.event = $1
