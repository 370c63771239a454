/*
 * An enrolment: a lost lead in a programme that tries to bring it back, see flow/reanimate/reanimate.h.
 *
 *	running --> stopped    (the lead is no longer lost, or its person must not be written to)
 *	   +------> finished   (the last step was sent)
 *	held out: never written to, to compare with
 */
#ifndef CRM_BOOK_RECORDS_ENROLMENT_H
#define CRM_BOOK_RECORDS_ENROLMENT_H

enum enrolment_state { ENROLMENT_RUNNING, ENROLMENT_STOPPED, ENROLMENT_FINISHED, ENROLMENT_HELD_OUT };

#endif
