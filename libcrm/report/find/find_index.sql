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
-- name: words_optimize
INSERT INTO words (words) VALUES ('optimize')

-- name: state_get
SELECT event, digest, next, dead FROM state
-- name: state_clear
DELETE FROM state
-- name: state_put
INSERT INTO state (event, digest, next, dead) VALUES ($1, $2, $3, $4)

-- What to make, and of what: the database.
-- name: last_event
SELECT coalesce(max(event), 0) FROM event
