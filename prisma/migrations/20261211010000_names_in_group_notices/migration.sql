-- Notices of a group say who came and who went (ADR 154): whoever is forgotten goes from these, too. Nothing else is other than before.
CREATE OR REPLACE FUNCTION "forget_person"("person" UUID, "called" TEXT) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  "about" TEXT[] := ARRAY["person"::text];
  "addresses" TEXT[];
  "names" TEXT[];
  "numbers" TEXT[];
  "in_courses" UUID[];
  "address_words" TEXT;
  "all_words" TEXT;
BEGIN
  -- Addresses that were theirs, and are nobody else's by now.
  "addresses" := ARRAY(
    SELECT email FROM users WHERE id = "person"
    UNION SELECT unnest(ARRAY[details #>> '{before,email}', details #>> '{after,email}']) FROM audit_events
      WHERE action = 'confirmEmail' AND subject = "person"::text
    EXCEPT SELECT email FROM users WHERE id <> "person");
  "about" := "about" || "addresses";
  "in_courses" := ARRAY(
    SELECT course_id FROM enrolments WHERE user_id = "person"
    UNION SELECT course_id FROM course_invitations WHERE email = ANY("addresses")
    UNION SELECT course_id FROM audit_events WHERE subject = ANY("about") AND course_id IS NOT NULL);
  -- As the courses knew them before they chose the name of their account.
  "names" := ARRAY(
    SELECT name FROM users WHERE id = "person"
    UNION SELECT name FROM course_invitations WHERE email = ANY("addresses")
    UNION SELECT details ->> 'name' FROM audit_events WHERE subject = ANY("addresses")
    UNION SELECT unnest(ARRAY[changed ->> 'name', change ->> 'before', change ->> 'after'])
      FROM audit_events,
        LATERAL (SELECT CASE WHEN action = 'importRoster' THEN details -> 'changed' ELSE '[]' END) AS imported(list),
        jsonb_array_elements(imported.list) AS changed,
        jsonb_array_elements(changed -> 'changes') AS change
      WHERE changed ->> 'email' = ANY("addresses") AND change ->> 'field' = 'name');
  "numbers" := ARRAY(
    SELECT student_id FROM enrolments WHERE user_id = "person"
    UNION SELECT student_id FROM course_invitations WHERE email = ANY("addresses")
    UNION SELECT unnest(ARRAY[details ->> 'studentId', details #>> '{before,studentId}', details #>> '{after,studentId}'])
      FROM audit_events WHERE subject = ANY("about"));
  "address_words" := "whole_words"("addresses");

  PERFORM set_config('stepwise.forgetting_person', 'yes', true);
  -- An address that was only asked for may be a stranger's: what was said of it goes from these rows, and from no others.
  UPDATE audit_events SET details = '{}'
    WHERE action IN ('askForEmailChange', 'refuseEmail') AND subject = "person"::text;
  UPDATE audit_events e SET subject = said.subject, details = said.details
    FROM (
      SELECT id, regexp_replace(subject, "address_words", "called", 'gi') AS subject,
        CASE WHEN course_id IS NULL OR course_id = ANY("in_courses")
          THEN "without_person"(details, "address_words", "names", "numbers", "called")
          ELSE "without_person"(details, "address_words", '{}', '{}', "called") END AS details
      FROM audit_events
    ) AS said
    WHERE said.id = e.id AND (said.subject, said.details) IS DISTINCT FROM (e.subject, e.details);
  PERFORM set_config('stepwise.forgetting_person', 'no', true);

  -- To an address without an account, of which the courses may have had another one before.
  DELETE FROM course_invitations WHERE email = ANY("addresses");
  DELETE FROM mails WHERE address = ANY("addresses");
  -- What others of their courses were told of them: in notices that name people, and in mails that tell of several of these.
  "all_words" := "whole_words"("addresses" || "names");
  UPDATE notifications SET
      subject = regexp_replace(subject, "all_words", "called", 'gi'),
      text = regexp_replace(text, "all_words", "called", 'gi')
    WHERE kind IN ('receipt', 'invitation', 'removed', 'request') AND course_id = ANY("in_courses")
      AND (subject ~* "all_words" OR text ~* "all_words");
  UPDATE mails SET
      subject = regexp_replace(subject, "all_words", "called", 'gi'),
      text = regexp_replace(text, "all_words", "called", 'gi')
    WHERE kind IN ('receipt', 'invitation', 'removed', 'request', 'digest')
      AND user_id IN (SELECT user_id FROM enrolments WHERE course_id = ANY("in_courses"))
      AND (subject ~* "all_words" OR text ~* "all_words");
END
$$;
