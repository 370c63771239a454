-- A document of the index goes, and comes anew under another number.

-- name: doc_put
INSERT INTO doc (doc, lead, client, called) VALUES ($1, $2, $3, $4)
-- name: doc_drop_lead
DELETE FROM doc WHERE lead = $1
-- name: doc_drop_client
DELETE FROM doc WHERE lead = 0 AND client = $1
-- name: words_put
INSERT INTO words (rowid, text) VALUES ($1, $2)
-- name: phone_put
INSERT INTO phone (tail, doc) VALUES ($1, $2) ON CONFLICT (tail, doc) DO NOTHING
-- name: phone_begun_put
INSERT INTO phone_begun (number, doc) VALUES ($1, $2) ON CONFLICT (number, doc) DO NOTHING
-- name: email_put
INSERT INTO email (email, doc) VALUES ($1, $2) ON CONFLICT (email, doc) DO NOTHING
-- name: vocab_put
INSERT INTO vocab (text, sound) VALUES ($1, $2) ON CONFLICT (text) DO NOTHING
-- name: vocab_word
SELECT word FROM vocab WHERE text = $1
-- One row: a statement of many can be taken back by itself, and for that writes what is gathered of the words each time.
-- name: variant_put
INSERT INTO variant (number, word) VALUES ($1, $2) ON CONFLICT (number, word) DO NOTHING

-- While all is made anew: as they come.
-- name: new_phone_put
INSERT INTO new_phone (tail, doc) VALUES ($1, $2)
-- name: new_phone_begun_put
INSERT INTO new_phone_begun (number, doc) VALUES ($1, $2)
-- name: new_email_put
INSERT INTO new_email (email, doc) VALUES ($1, $2)
