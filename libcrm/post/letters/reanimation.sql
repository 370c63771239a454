-- name: reanimation_name
SELECT name FROM client WHERE client = $1

-- name: reanimation_forget
DELETE FROM outbox WHERE outbox = $1 AND state = 0 AND tried_at IS NULL

-- name: reanimation_hold
UPDATE outbox SET state = 3, error = $2 WHERE outbox = $1 AND state = 0
