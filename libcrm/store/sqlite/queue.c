/*
 * Writers stand in a queue. SQLite lets each try again after pauses of its own, and whoever looks at the right moment
 * is next: of twenty who write all the time most wait for hardly anybody, and some for seconds. So whoever begins to
 * write first waits for those who came before him, and has his turn until his transaction is over.
 *
 * The queue is the system's: a lock on the file of the log, on which SQLite has none of its own. It is there as long as
 * anybody has the database open, and who dies has left it. It is for manners only: what keeps two from writing at once
 * is SQLite's lock. Where there is no such file, or somebody comes without standing in the queue, or stands there and
 * does not move (he was suspended), all goes on as SQLite has it.
 */
#include "store/sqlite/engine_private.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

/* One that nothing else of the program, and no shell, has a use for. */
#define WAKING SIGRTMIN

#define STANDING 5000 /* ms */

static void wake(int signal)
{
	(void)signal;
}

/* It stays so: what comes late must not end the program. None of these can fail as they are called. */
static void expect_waking(void)
{
	const struct sigaction waking = {.sa_handler = wake};
	sigset_t one;
	(void)sigaction(WAKING, &waking, NULL);
	(void)sigemptyset(&one);
	(void)sigaddset(&one, WAKING);
	(void)sigprocmask(SIG_UNBLOCK, &one, NULL);
}

/* A signal ends the waiting, and comes again in case it came before that began. To wait a little at a time would be to
   stand at the end of the queue again each time. */
static void wait_for_turn(int fd, int64_t ms)
{
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = WAKING};
	const struct itimerspec over = {
	    .it_interval = {.tv_nsec = 20000000}, .it_value = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}};
	const int64_t until = engine_ms() + ms;
	timer_t timer;
	expect_waking();
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0)
		return;
	if (timer_settime(timer, 0, &over, NULL) == 0)
		while (flock(fd, LOCK_EX) != 0 && errno == EINTR && engine_ms() < until)
			;
	(void)timer_delete(timer);
}

void queue_enter(struct db *db)
{
	struct sqlite_db *handle = sqlite_handle(db);
	int64_t patience = db->patience * INT64_C(1000);
	if (handle->queue < 0 && handle->path && !handle->derived)
		handle->queue = open(sqlite3_filename_wal(sqlite3_db_filename(handle->engine, "main")),
		    O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (handle->queue < 0 || flock(handle->queue, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
		return;
	if (patience > 0)
		wait_for_turn(handle->queue, patience < STANDING ? patience : STANDING);
}

void queue_leave(struct db *db)
{
	if (sqlite_handle(db)->queue >= 0)
		(void)flock(sqlite_handle(db)->queue, LOCK_UN);
}

void queue_close(struct db *db)
{
	if (sqlite_handle(db)->queue >= 0)
		(void)close(sqlite_handle(db)->queue);
	sqlite_handle(db)->queue = -1;
}
