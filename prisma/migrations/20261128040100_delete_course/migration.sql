-- A course is deleted with everything in it, rows that nobody else deletes included: by this function alone, of the tables'
-- owner, and nothing in the log of acts.
CREATE OR REPLACE FUNCTION "refuse_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME <> 'audit_events'
    AND current_setting('stepwise.deleting_course', true) = 'yes'
    AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
  THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'rows of % are immutable', TG_TABLE_NAME;
END
$$;

CREATE FUNCTION "delete_course"("course" UUID) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  "sets" UUID[] := ARRAY(SELECT "id" FROM "assignments" WHERE "course_id" = "course");
  "their_groups" UUID[] := ARRAY(SELECT "id" FROM "groups" WHERE "assignment_id" = ANY("sets"));
  "their_submissions" UUID[] := ARRAY(SELECT "id" FROM "submissions" WHERE "group_id" = ANY("their_groups"));
  "their_answers" UUID[] := ARRAY(SELECT "id" FROM "answers" WHERE "submission_id" = ANY("their_submissions"));
BEGIN
  PERFORM set_config('stepwise.deleting_course', 'yes', true);
  DELETE FROM "request_events" WHERE "request_id" IN (SELECT "id" FROM "regrade_requests" WHERE "assignment_id" = ANY("sets"));
  DELETE FROM "regrade_requests" WHERE "assignment_id" = ANY("sets");
  DELETE FROM "answer_group_members" WHERE "answer_id" = ANY("their_answers");
  DELETE FROM "grade_decision_items" WHERE "revision" IN (SELECT "revision" FROM "grade_decisions" WHERE "answer_id" = ANY("their_answers"));
  DELETE FROM "grade_decisions" WHERE "answer_id" = ANY("their_answers");
  DELETE FROM "grading_runs" WHERE "submission_id" = ANY("their_submissions");
  DELETE FROM "submission_pins" WHERE "assignment_id" = ANY("sets");
  DELETE FROM "submissions" WHERE "id" = ANY("their_submissions");
  DELETE FROM "document_updates" WHERE "group_id" = ANY("their_groups");
  DELETE FROM "document_clients" WHERE "group_id" = ANY("their_groups");
  DELETE FROM "documents" WHERE "group_id" = ANY("their_groups");
  DELETE FROM "former_members" WHERE "group_id" = ANY("their_groups");
  DELETE FROM "groups" WHERE "id" = ANY("their_groups");
  DELETE FROM "assignments" WHERE "id" = ANY("sets");
  DELETE FROM "courses" WHERE "id" = "course";
  PERFORM set_config('stepwise.deleting_course', 'no', true);
END
$$;
REVOKE EXECUTE ON FUNCTION "delete_course"(UUID) FROM PUBLIC;
