/* What a person typed for something, against the name of that thing. */
#ifndef CRM_BASE_TEXT_TYPED_H
#define CRM_BASE_TEXT_TYPED_H

enum typed {
	TYPED_NOT,    /* something else */
	TYPED_NEARLY, /* one may be meant by the other, if nothing fits better */
	TYPED_SAME
};

/*
 * A thing's name: the same without regard to case, ё and what is neither letter nor digit («no answer» = no_answer);
 * nearly the same when words differ in number only («встречи» ~ «Встреча», meetings ~ meeting, «звонок» ~ «звонки»).
 */
enum typed typed_thing(const char *text, const char *name);

/*
 * A person's name: the same words in either order; nearly the same with a word left out or a patronymic more, with
 * initials for words («Иванов», «Иванов И. П.» ~ «Иван Иванов»), or both in other letters (Ivan Ivanov). What stands in
 * brackets says nothing («Иван Иванов [12]»).
 */
enum typed typed_person(const char *text, const char *name);

#endif
