#include "store/sidecar.h"
#include "store/engine.h"

enum status beside_open(struct db *base, const char *name, enum db_mode mode, struct db **db, int64_t *version)
{
	return base->ops->beside_open(base, name, mode, db, version);
}

enum status beside_memory(struct db *base, struct db **db)
{
	return base->ops->beside_memory(base, db);
}

enum status beside_empty(struct db *db)
{
	return db->ops->beside_empty(db);
}

enum status beside_stamp(struct db *db, int64_t version)
{
	return db->ops->beside_stamp(db, version);
}

enum status beside_remove(struct db *base, const char *name)
{
	return base->ops->beside_remove(base, name);
}
