-- name: batches_last
SELECT batch FROM batch WHERE first_event IS NOT NULL ORDER BY batch DESC LIMIT 10
