-- Everything about tasks, and everything that was taken back.
-- name: backlog_events
SELECT event, batch, kind, lead, client, ref, occurred_at, recorded_at, reverses, NULL, new
FROM event WHERE kind IN (@EV_TASK_ADDED@, @EV_TASK_DONE@, @EV_UNDONE@) ORDER BY event
