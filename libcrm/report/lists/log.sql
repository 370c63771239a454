-- name: log_stretch
SELECT -- use: event_columns AS e
, b.actor, b.login
FROM event AS e JOIN batch AS b ON b.batch = e.batch WHERE e.event >= $1 AND e.event <= $2 ORDER BY e.event

-- name: log_one
SELECT -- use: event_columns AS e
, b.actor, b.login
FROM event AS e JOIN batch AS b ON b.batch = e.batch WHERE e.event = $1

-- name: log_batch_there
SELECT batch FROM batch WHERE batch = $1
-- name: log_last
SELECT max(event) FROM event
-- name: log_batch_last
SELECT max(batch) FROM batch
-- With those that were taken back.
-- name: log_lead_there
SELECT lead FROM lead WHERE lead = $1 UNION ALL SELECT lead FROM event WHERE lead = $1 AND kind <> @EV_LEAD_CREATED@
-- name: log_lead_last
SELECT max(lead) FROM lead
-- name: log_actors
SELECT actor FROM batch UNION SELECT login FROM batch ORDER BY 1

-- Is it wanted? The newest first.
-- name: log_stretch_back
SELECT -- use: event_columns AS e WITHOUT old new
, b.actor, b.login
FROM event AS e JOIN batch AS b ON b.batch = e.batch WHERE e.event >= $1 AND e.event <= $2 ORDER BY e.event DESC

-- name: log_head
SELECT -- use: event_columns AS e WITHOUT old new
, b.actor, b.login
FROM event AS e JOIN batch AS b ON b.batch = e.batch WHERE e.event = $1

-- name: log_batch
SELECT first_event, last_event, actor, login FROM batch WHERE batch = $1 AND first_event IS NOT NULL

-- name: log_batches
SELECT first_event, last_event, actor, login FROM batch WHERE first_event IS NOT NULL ORDER BY batch

-- Of kind $3 in [$1, $2).
-- name: log_happened
SELECT event FROM event WHERE kind <> @EV_LEAD_CREATED@ AND kind = $3 AND occurred_at >= $1 AND occurred_at < $2

-- name: log_came
SELECT event FROM lead WHERE created_at >= $1 AND created_at < $2

-- The lead is gone.
-- name: log_came_in_vain
SELECT c.event FROM event AS u CROSS JOIN event AS c
WHERE u.reverses IS NOT NULL AND c.event = u.reverses AND c.kind = @EV_LEAD_CREATED@ AND c.occurred_at >= $1 AND c.occurred_at < $2
