-- A row with a stage is recorded after the others of its chunk, so that numbers of leads are not quite in the order of events.
-- name: creating_in_order
SELECT event FROM event WHERE kind = @EV_LEAD_CREATED@ ORDER BY lead

-- name: creating_one
SELECT -- use: event_columns WITHOUT old
FROM event WHERE event = $1

-- By the index on lead, which holds the numbers of events in order.
-- name: events_after
SELECT -- use: event_columns WITHOUT old
FROM event
WHERE kind <> @EV_LEAD_CREATED@ AND lead IS NOT NULL ORDER BY lead, event
