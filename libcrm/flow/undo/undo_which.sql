-- name: own_batch_before
SELECT batch FROM batch WHERE actor = $1 AND batch < $2 AND first_event IS NOT NULL AND command <> 'crm-undo'
ORDER BY batch DESC LIMIT 1
