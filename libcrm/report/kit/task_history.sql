-- Everything about tasks, and everything that was taken back.
-- name: task_history_events
SELECT -- use: event_columns WITHOUT old
FROM event WHERE kind IN (@EV_TASK_ADDED@, @EV_TASK_DONE@, @EV_TASK_SET@, @EV_UNDONE@) ORDER BY event
