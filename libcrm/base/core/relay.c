#include "base/core/relay.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>

struct relay {
	bool (*make)(void *arg, int place);
	void *arg;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* under the lock */
	long made, used; /* things; the place of one is its number modulo RELAY_PLACES, and ${used} is in use */
	bool ended, stopped;
};

/* Wait for a place; false: no more is wanted. */
static bool wait_for_place(struct relay *relay)
{
	pthread_mutex_lock(&relay->lock);
	while (relay->made - relay->used == RELAY_PLACES && !relay->stopped)
		pthread_cond_wait(&relay->changed, &relay->lock);
	bool wanted = !relay->stopped;
	pthread_mutex_unlock(&relay->lock);
	return wanted;
}

static void *make_all(void *arg)
{
	struct relay *relay = arg;
	bool more = true;
	while (more && wait_for_place(relay)) {
		more = relay->make(relay->arg, (int)(relay->made % RELAY_PLACES)); /* only this thread changes it */
		pthread_mutex_lock(&relay->lock);
		relay->made++;
		relay->ended = !more;
		pthread_cond_signal(&relay->changed);
		pthread_mutex_unlock(&relay->lock);
	}
	return NULL;
}

/* Signals are for the thread that began: a call of the other one is never cut short by them. */
static int start_deaf(struct relay *relay)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&relay->thread, NULL, make_all, relay);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failed;
}

struct relay *relay_start(bool (*make)(void *arg, int place), void *arg)
{
	struct relay *relay = calloc(1, sizeof *relay);
	if (!relay)
		return NULL;
	relay->make = make;
	relay->arg = arg;
	relay->made = 1;
	(void)mallopt(M_ARENA_MAX, 1); /* what one thread gives back the other may have; else it is only a waste */
	pthread_mutex_init(&relay->lock, NULL); /* these two cannot fail in this C library */
	pthread_cond_init(&relay->changed, NULL);
	if (start_deaf(relay) == 0)
		return relay;
	pthread_cond_destroy(&relay->changed);
	pthread_mutex_destroy(&relay->lock);
	free(relay);
	return NULL;
}

int relay_next(struct relay *relay)
{
	pthread_mutex_lock(&relay->lock);
	relay->used++;
	pthread_cond_signal(&relay->changed);
	while (relay->made == relay->used && !relay->ended)
		pthread_cond_wait(&relay->changed, &relay->lock);
	int place = relay->made > relay->used ? (int)(relay->used % RELAY_PLACES) : -1;
	pthread_mutex_unlock(&relay->lock);
	return place;
}

void relay_stop(struct relay *relay)
{
	if (!relay)
		return;
	pthread_mutex_lock(&relay->lock);
	relay->stopped = true;
	pthread_cond_signal(&relay->changed);
	pthread_mutex_unlock(&relay->lock);
	pthread_join(relay->thread, NULL);
	pthread_cond_destroy(&relay->changed);
	pthread_mutex_destroy(&relay->lock);
	free(relay);
}
