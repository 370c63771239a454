-- name: log_all
SELECT -- use: event_columns AS e
, b.actor, b.login
FROM event AS e JOIN batch AS b ON b.batch = e.batch ORDER BY e.event

-- name: log_batch
SELECT -- use: event_columns AS e
, b.actor, b.login
FROM batch AS b JOIN event AS e ON e.event >= b.first_event AND e.event <= b.last_event AND e.batch = b.batch
WHERE b.batch = $1 ORDER BY e.event

-- name: log_one
SELECT -- use: event_columns AS e
, b.actor, b.login
FROM event AS e JOIN batch AS b ON b.batch = e.batch WHERE e.event = $1

-- The newest first.
-- name: log_back
SELECT -- use: event_columns AS e WITHOUT old new
, b.actor, b.login
FROM event AS e JOIN batch AS b ON b.batch = e.batch ORDER BY e.event DESC

-- name: log_batch_back
SELECT -- use: event_columns AS e WITHOUT old new
, b.actor, b.login
FROM batch AS b JOIN event AS e ON e.event >= b.first_event AND e.event <= b.last_event AND e.batch = b.batch
WHERE b.batch = $1 ORDER BY e.event DESC
