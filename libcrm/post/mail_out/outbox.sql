-- name: outbox_put
INSERT INTO outbox (outbox, name, msgid, address, stranger, lead, subject, type, body, state, queued_at)
SELECT coalesce(max(outbox), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, @OUTBOX_QUEUED@, $9 FROM outbox WHERE true
ON CONFLICT (name) DO NOTHING
-- name: outbox_find
SELECT outbox, name, msgid, address, stranger, lead, subject, type, body, state, queued_at FROM outbox WHERE name = $1
-- name: outbox_open
SELECT outbox, name, msgid, address, stranger, lead, subject, type, body, state, queued_at FROM outbox WHERE state < @OUTBOX_SENT@ ORDER BY outbox
-- name: outbox_claim
UPDATE outbox SET state = @OUTBOX_SENDING@, tried_at = $2 WHERE outbox = $1 AND state < @OUTBOX_SENT@
-- name: outbox_settle
UPDATE outbox SET state = $2, error = $3, tried_at = $4 WHERE outbox = $1
-- Names of days that have been: from "kpi/" up to "kpi/2026-11-24".
-- name: outbox_last
SELECT max(name) FROM outbox WHERE name > $1 AND name < $2
