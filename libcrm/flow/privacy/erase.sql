-- Only here: the events that may be emptied in this transaction, and that. The event that says so stays there until no byte is left in the files.
-- name: erasing_add
INSERT INTO erasing (event) VALUES ($1) ON CONFLICT (event) DO NOTHING

-- name: event_empty
UPDATE event SET old = $2, new = $3 WHERE event = $1

-- name: erasing_empty
DELETE FROM erasing WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.event = erasing.event AND event.kind = $1)

-- name: letters
SELECT outbox, subject, body FROM outbox ORDER BY outbox

-- name: letter_scrub
UPDATE outbox SET subject = $2, body = $3 WHERE outbox = $1

-- What waits is held: there is nothing left to send.
-- name: letter_empty
UPDATE outbox SET address = '', subject = '', body = '', error = NULL, state = CASE WHEN state < @OUTBOX_SENT@ THEN @OUTBOX_HELD@ ELSE state END
WHERE lead = $1 AND stranger = 1 AND address <> ''

-- name: letter_empty_to
UPDATE outbox SET address = '', subject = '', body = '', error = NULL, state = CASE WHEN state < @OUTBOX_SENT@ THEN @OUTBOX_HELD@ ELSE state END
WHERE address = $1 AND stranger = 1

-- name: lines
SELECT batch, line, NULL FROM batch ORDER BY batch

-- name: line_scrub
UPDATE batch SET line = $2 WHERE batch = $1

-- name: has_phone
SELECT count(*) FROM phone WHERE phone = $1

-- name: has_email
SELECT count(*) FROM email WHERE email = $1

-- name: erased_already
SELECT event FROM event WHERE lead IS NULL AND client = $1 AND kind = cast($2 AS bigint) ORDER BY event LIMIT 1

-- name: client_names
SELECT client, name FROM client WHERE name IS NOT NULL
