-- Words of names that sound the same, or may differ by one edit.
-- name: ask_sound
SELECT text FROM vocab WHERE sound = $1 ORDER BY text LIMIT 32
-- name: ask_variant
SELECT v.text FROM variant AS n JOIN vocab AS v ON v.word = n.word WHERE n.number = $1 LIMIT 256
