#include "store/sidecar.h"
#include "store/engine.h"

enum status sidecar_open(struct db *base, const char *name, enum db_mode mode, struct db **db, int64_t *version)
{
	return base->ops->sidecar_open(base, name, mode, db, version);
}

enum status sidecar_memory(struct db *base, struct db **db)
{
	return base->ops->sidecar_memory(base, db);
}

enum status sidecar_empty(struct db *db)
{
	return db->ops->sidecar_empty(db);
}

enum status sidecar_stamp(struct db *db, int64_t version)
{
	return db->ops->sidecar_stamp(db, version);
}

enum status sidecar_remove(struct db *base, const char *name)
{
	return base->ops->sidecar_remove(base, name);
}
