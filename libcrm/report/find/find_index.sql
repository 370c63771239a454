-- The index's own tables.
-- name: make_state
CREATE TABLE state (event INTEGER NOT NULL, digest INTEGER NOT NULL, next INTEGER NOT NULL, dead INTEGER NOT NULL) STRICT
-- name: make_doc
CREATE TABLE doc (doc INTEGER PRIMARY KEY, lead INTEGER NOT NULL, client INTEGER NOT NULL, called INTEGER NOT NULL) STRICT
-- name: make_doc_lead
CREATE INDEX doc_lead ON doc (lead, client)
-- name: make_doc_client
CREATE INDEX doc_client ON doc (client, called)
-- name: make_phone
CREATE TABLE phone (tail INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (tail, doc)) STRICT, WITHOUT ROWID
-- The digits of a normal form from the first on, in as many places as the longest has.
-- name: make_phone_begun
CREATE TABLE phone_begun (number INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (number, doc)) STRICT, WITHOUT ROWID
-- name: make_email
CREATE TABLE email (email TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (email, doc)) STRICT, WITHOUT ROWID
-- Words of names, how they sound, and numbers of their spellings with a letter left out.
-- name: make_vocab
CREATE TABLE vocab (word INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, sound TEXT NOT NULL) STRICT
-- name: make_vocab_sound
CREATE INDEX vocab_sound ON vocab (sound)
-- name: make_variant
CREATE TABLE variant (number INTEGER NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (number, word)) STRICT, WITHOUT ROWID
-- name: make_words
CREATE VIRTUAL TABLE words USING fts5(text, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '=~@'")
-- Words are gathered in memory up to so many bytes before they are written: many when all is made anew.
-- name: words_memory
INSERT INTO words (words, rank) VALUES ('hashsize', $1)
-- What was written is merged by and by, or not before the end: 4 as FTS5 has it, 0.
-- name: words_merge
INSERT INTO words (words, rank) VALUES ('automerge', $1)
-- name: words_optimize
INSERT INTO words (words) VALUES ('optimize')

-- When all is made anew, points of contact are gathered as they come and put in order once: by their own order each goes to another page.
-- name: new_phone
CREATE TEMPORARY TABLE new_phone (tail INTEGER NOT NULL, doc INTEGER NOT NULL)
-- name: new_phone_begun
CREATE TEMPORARY TABLE new_phone_begun (number INTEGER NOT NULL, doc INTEGER NOT NULL)
-- name: new_email
CREATE TEMPORARY TABLE new_email (email TEXT NOT NULL, doc INTEGER NOT NULL)
-- name: phone_fill
INSERT INTO phone (tail, doc) SELECT DISTINCT tail, doc FROM new_phone ORDER BY tail, doc
-- name: phone_begun_fill
INSERT INTO phone_begun (number, doc) SELECT DISTINCT number, doc FROM new_phone_begun ORDER BY number, doc
-- name: email_fill
INSERT INTO email (email, doc) SELECT DISTINCT email, doc FROM new_email ORDER BY email, doc
-- name: new_phone_drop
DROP TABLE new_phone
-- name: new_phone_begun_drop
DROP TABLE new_phone_begun
-- name: new_email_drop
DROP TABLE new_email

-- name: state_get
SELECT event, digest, next, dead FROM state
-- name: state_clear
DELETE FROM state
-- name: state_put
INSERT INTO state (event, digest, next, dead) VALUES ($1, $2, $3, $4)

-- What to make, and of what: the database.
-- name: last_event
SELECT coalesce(max(event), 0) FROM event
