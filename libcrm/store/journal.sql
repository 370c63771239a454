-- What event_row reads, at the beginning of a row.
-- define: event_columns
event, batch, kind, lead, client, ref, occurred_at, recorded_at, reverses, old, new

-- name: next_batch
SELECT coalesce(max(batch), 0) + 1 FROM batch

-- The next event; the next lead or client. What was taken back is gone from lead, but the event that says so is in an index: no number is given twice.
-- name: next_numbers
SELECT (SELECT coalesce(max(event), 0) + 1 FROM event), 1 + max(number) FROM (
	SELECT coalesce(max(lead), 0) AS number FROM lead
	UNION ALL SELECT coalesce((SELECT lead FROM event WHERE kind <> @EV_LEAD_CREATED@ AND lead IS NOT NULL ORDER BY lead DESC LIMIT 1), 0)
	UNION ALL SELECT coalesce((SELECT client FROM event WHERE lead IS NULL AND client IS NOT NULL ORDER BY client DESC LIMIT 1), 0)
) AS numbers

-- name: batch_begin
INSERT INTO batch (batch, command, line, actor, login, host, started_at) VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: batch_known
SELECT batch FROM batch WHERE batch = $1

-- name: batch_end
UPDATE batch SET counts = coalesce(cast($2 AS text), counts), first_event = coalesce(first_event, cast($3 AS bigint)),
last_event = coalesce(cast($4 AS bigint), last_event), finished_at = coalesce(cast($5 AS bigint), finished_at)
WHERE batch = $1

-- name: event_add
INSERT INTO event (-- use: event_columns
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
