-- name: words_batch
SELECT command, actor, started_at, first_event, last_event FROM batch WHERE batch = $1

-- name: words_batch_holds
SELECT lead, client, ref FROM event WHERE event >= $1 AND event <= $2 AND batch = $3
