-- name: reanimation_name
SELECT name FROM client WHERE client = $1

-- name: reanimation_forget
DELETE FROM outbox WHERE outbox = $1 AND state = @OUTBOX_QUEUED@ AND tried_at IS NULL

-- name: reanimation_hold
UPDATE outbox SET state = @OUTBOX_HELD@, error = $2 WHERE outbox = $1 AND state = @OUTBOX_QUEUED@
