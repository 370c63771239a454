#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "post/mail_read/machine_words.h"

static void check_all(bool (*is)(const char *), const char *const *texts, bool expected)
{
	for (; *texts; texts++) {
		if (is(*texts) != expected)
			print_error("%s: %d expected\n", *texts, expected);
		assert_int_equal(is(*texts), expected);
	}
}

static void test_addresses(void **state)
{
	static const char *const programs[] = {"noreply@x.example", "no-reply@x.example", "no_reply@x.example",
	    "no.reply@x.example", "do-not-reply@x.example", "do_not_reply@x.example", "donotreply@x.example",
	    "dont-reply@x.example", "please-do-not-reply@x.example", "noreply-dmarc-support@google.example",
	    "drive-shares-noreply@google.example", "drive-shares-dm-noreply@google.example",
	    "notifications-noreply@linked.example", "calendar-notification@google.example", "sc-noreply@google.example",
	    "messagesnoreply@x.example", "noreplymail@x.example", "noreply2@x.example", "noreply+12ab@x.example",
	    "no-reply=ivan=mail.example@x.example", "bounce@x.example", "bounces+12-ivan=mail.example@x.example",
	    "bounce-123_html-456@bounce.x.example", "mailer-daemon@x.example", "mailerdaemon@x.example",
	    "postmaster@x.example", "wordpress@site.example", "www-data@host.example", "root@host.example",
	    "cron@host.example", "notifications@github.example", "notification@x.example", "notify@x.example",
	    "alerts@x.example", "newsletter@x.example", "newsletter-12@x.example", "rassylka@x.example",
	    "auto-reply@x.example", "autoresponder@x.example", "dmarc_agg@x.example", "dmarcreport@x.example",
	    "tlsrpt@x.example", "ne-otvechat@x.example", "не-отвечать@почта.рф", "nicht-antworten@x.example",
	    "no-responder@x.example", "anything@noreply.github.example", "1+ivan@users.noreply.github.example",
	    "robot@site.example", NULL};
	static const char *const people[] = {"noreplyanov@mail.example", "ivan@mail.example",
	    "marino.reply@mail.example", "bouncer@club.example", "rootkin@mail.example", "anna.bot@mail.example",
	    "alertov@mail.example", "info@x.example", "sales@x.example", "support@x.example", "hello@x.example",
	    "noskov@mail.example", "daemonov.ivan@mail.example", "notary@mail.example", "ivan@bounceland.example",
	    "digestov.p@mail.example", "@", "", NULL};
	(void)state;
	check_all(machine_address, programs, true);
	check_all(machine_address, people, false);
}

static const char *body;

static bool absence(const char *subject)
{
	bool failed = false, is = machine_absence(subject, body, false, &failed);
	assert_false(failed);
	return is;
}

static void test_absences(void **state)
{
	static const char *const notes[] = {"Автоответ: отпуск", "АВТООТВЕТ", "Автоматический ответ: Квартира",
	    "Авто-ответ: Re: Квартира", "Отсутствие на рабочем месте: Re: Квартира", "В отпуске до 30 ноября", "Отпуск",
	    "Отсутствую с 20 по 30 ноября", "я в отпуске", "Нет на месте", "Ушёл в отпуск до понедельника",
	    "В командировке", "На больничном.", "Automatic reply: Flat", "Out of Office", "OUT OF OFFICE Re: Flat",
	    "Out of the office until Monday", "Auto: Re: Flat", "OOO: Anna", "Autoreply: x", "On vacation until 5 Dec",
	    "Away", "Annual leave 1-5 Dec", "Automatische Antwort: Wohnung", "Abwesenheitsnotiz", "Im Urlaub bis 5.12.",
	    "Réponse automatique : Appartement", "Absence du bureau", "En congés", "Respuesta automática: Piso",
	    "Fuera de la oficina", "Vacaciones hasta el 5", "Risposta automatica: Casa", "Fuori ufficio", "In ferie",
	    "Automatyczna odpowiedź: Mieszkanie", "Odpowiedź automatyczna", "Na urlopie",
	    "Автоматична відповідь: Квартира", "Автовідповідь", "У відпустці", "Otomatik Yanıt: Daire", "Ofis dışında",
	    "Автоматты жауап: Пәтер", "Кеңседен тыс", "自动回复: 公寓", "休假", "Resposta automática: Apartamento",
	    "Automatisch antwoord: Flat", "Automatiskt svar: x", "自動応答", NULL};
	static const char *const letters[] = {"Квартира", "Отпускные апартаменты",
	    "Отпуск с детьми: апартаменты у моря", "Отсутствие договора", "Отсутствует ответ менеджера",
	    "Нет на месте менеджера", "Командировка в Москву, нужна квартира", "Автомобильное место", "Авто в зачёт",
	    "Re: Автоответ: отпуск", "Auto parking", "Autohaus", "Holiday apartment", "Vacation home near the sea",
	    "Away from the city, a house", "Urlaub am See", "Congestion", "Away game tickets", "Stop", "", NULL};
	(void)state;
	body = "Отвечу позже.";
	check_all(absence, notes, true);
	check_all(absence, letters, false);
	/* Words that people use too are no note when the text asks. */
	body = "Сколько стоит неделя?";
	assert_false(absence("Отпуск"));
	assert_false(absence("Vacation"));
	assert_true(absence("Автоответ: отпуск"));
	body = "Вернусь в среду.\n> Сколько стоит?\n >> Да?";
	assert_true(absence("Отпуск"));
	body = NULL;
	assert_true(absence("Отпуск"));
	bool failed = false;
	assert_true(machine_absence("Away from here", NULL, true, &failed));
	assert_false(machine_absence(NULL, NULL, true, &failed));
}

static bool undelivered(const char *subject)
{
	bool failed = false;
	return machine_undelivered(subject, &failed);
}

static bool report(const char *subject)
{
	bool failed = false;
	return machine_report(subject, &failed);
}

static bool mailing(const char *text)
{
	bool failed = false;
	return machine_mailing(text, &failed);
}

static void test_reports(void **state)
{
	static const char *const bounces[] = {"Undelivered Mail Returned to Sender", "Undeliverable: Offer",
	    "Mail delivery failed: returning message to sender", "Delivery Status Notification (Failure)",
	    "failure notice", "Returned mail: see transcript for details", "Недоставленное сообщение",
	    "Не удалось доставить: Предложение", "Сообщение не доставлено", "Уведомление о недоставке",
	    "Не доставлено: Предложение", "Отчёт о доставке", NULL};
	static const char *const others[] = {
	    "Квартира", "Доставка мебели", "Delivery of a sofa", "Возврат денег", NULL};
	static const char *const reports[] = {"Report domain: dept.example Submitter: google.com Report-ID: 1",
	    "[Preview] Report Domain: dept.example", "Cron <root@host> backup", "DMARC Aggregate Report", NULL};
	static const char *const mailings[] = {"…\nUnsubscribe", "Вы получили это письмо, потому что подписались",
	    "ОТПИСАТЬСЯ", "Открыть в браузере", "you are receiving this because", NULL};
	(void)state;
	check_all(undelivered, bounces, true);
	check_all(undelivered, others, false);
	check_all(report, reports, true);
	check_all(report, others, false);
	check_all(mailing, mailings, true);
	check_all(mailing, others, false);
	bool failed = false;
	assert_true(machine_person("Здравствуйте! Подскажите, есть ли двушки?", &failed));
	assert_true(machine_person("Do you have two rooms?", &failed));
	assert_false(machine_person("Скидка 50 % до среды!", &failed));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_addresses), cmocka_unit_test(test_absences), cmocka_unit_test(test_reports)};
	return cmocka_run_group_tests_name("machine_words", tests, NULL, NULL);
}
