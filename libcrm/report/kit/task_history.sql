-- Everything about tasks, and everything that was taken back: 10 task added, 11 task done, 16 undone.
-- name: backlog_events
SELECT event, batch, kind, lead, client, ref, occurred_at, recorded_at, reverses, NULL, new
FROM event WHERE kind IN (10, 11, 16) ORDER BY event
