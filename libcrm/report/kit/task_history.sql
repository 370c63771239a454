-- task_history_wanted, a batch table: keys from C, a slice at a time.

-- name: task_history_ever
SELECT event FROM event WHERE kind = @EV_TASK_ADDED@

-- name: task_history_added
SELECT -- use: event_columns AS e WITHOUT batch ref reverses old
FROM task_history_wanted AS w CROSS JOIN event AS e WHERE e.event = w.key

-- name: task_history_news
SELECT -- use: event_columns AS e WITHOUT batch old
FROM task_history_wanted AS w CROSS JOIN event AS e
WHERE e.ref = w.key AND (e.kind = @EV_TASK_DONE@ OR e.kind = @EV_TASK_SET@ OR e.kind = @EV_UNDONE@)

-- That it was added was taken back. Such an event has no ref.
-- name: task_history_undone
SELECT -- use: event_columns AS e WITHOUT batch old new
FROM task_history_wanted AS w CROSS JOIN event AS e WHERE e.reverses = w.key

-- name: task_history_undone_again
SELECT -- use: event_columns WITHOUT batch old new
FROM event WHERE reverses = $1
