-- name: count_leads
SELECT count(*) FROM lead
-- name: count_open
SELECT count(*) FROM lead WHERE state = @LEAD_OPEN@
-- name: count_clients
SELECT count(*) FROM client
-- name: count_events
SELECT count(*) FROM event
-- name: count_batches
SELECT count(*) FROM batch

-- Events outside what their batch says it wrote.
-- name: strays
SELECT event.event FROM event LEFT JOIN batch ON batch.batch = event.batch
WHERE batch.batch IS NULL OR batch.first_event IS NULL OR event.event < batch.first_event OR event.event > batch.last_event
ORDER BY event.event LIMIT 1

-- What is taken back was there before.
-- name: undone_before
SELECT event.event FROM event LEFT JOIN event AS it ON it.event = event.reverses
WHERE event.reverses IS NOT NULL AND (it.event IS NULL OR it.event >= event.event) ORDER BY event.event LIMIT 1

-- What an erasing names is emptied in the same transaction; its own event stays until the files are written anew.
-- name: left_open
SELECT event FROM erasing WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.event = erasing.event AND event.kind = @EV_PERSON_ERASED@)
ORDER BY event LIMIT 1

-- Enough to tell the events of two journals from one another.
-- name: events_in_order
SELECT event, batch, kind, recorded_at FROM event ORDER BY event

-- name: batch_counts
SELECT batch, counts FROM batch WHERE counts IS NOT NULL ORDER BY batch
