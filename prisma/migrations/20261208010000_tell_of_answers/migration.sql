-- What stands about an answer is told to open pages by the database, whoever wrote it: a page of the server, an import, a rerun, the worker, the
-- command line. Servers hear it as they hear each other (server/database/workNews.ts). What is handed in tells nothing: in the last minute before
-- a due time every transaction would wait for the one before it, and no grade is about it yet.

-- A message holds less than 8,000 bytes: of more than a hundred ids none are named, which means any.
CREATE FUNCTION "tell_of"("assignment" UUID, "submissions" UUID[], "people" UUID[]) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
  SELECT pg_notify('stepwise_work', json_build_object('from', 'database', 'news', json_build_array(json_build_object(
    'kind', 'answers',
    'assignment', assignment,
    'submissions', CASE WHEN cardinality(submissions) <= 100 - cardinality(people) THEN to_json(submissions) END,
    'people', CASE WHEN cardinality(people) <= 50 THEN to_json(people) END
  )))::text)
$$;

-- What stands for an answer may follow from an earlier submission of one whom it names. The worker, too, tells of runs, and reads none of this.
CREATE FUNCTION "tell_of_submissions"("changed" UUID[], "shown" BOOLEAN) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH named AS (
    SELECT DISTINCT g.assignment_id, m.user_id
    FROM submissions s JOIN groups g ON g.id = s.group_id JOIN submission_members m ON m.submission_id = s.id
    WHERE s.id = ANY(changed)
  ), theirs AS (
    SELECT DISTINCT n.assignment_id, m.submission_id
    FROM named n JOIN submission_members m ON m.user_id = n.user_id
    JOIN submissions s ON s.id = m.submission_id
    JOIN groups g ON g.id = s.group_id AND g.assignment_id = n.assignment_id
  )
  SELECT tell_of(
    a.assignment_id,
    ARRAY(SELECT t.submission_id FROM theirs t WHERE t.assignment_id = a.assignment_id),
    CASE WHEN shown THEN ARRAY(SELECT n.user_id FROM named n WHERE n.assignment_id = a.assignment_id) ELSE '{}' END
  )
  FROM (SELECT DISTINCT assignment_id FROM named) a
$$;
REVOKE EXECUTE ON FUNCTION "tell_of_submissions"(UUID[], BOOLEAN) FROM PUBLIC;

CREATE FUNCTION "tell_of_decisions"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_of_submissions(ARRAY(SELECT DISTINCT a.submission_id FROM added d JOIN answers a ON a.id = d.answer_id), true);
  RETURN NULL;
END
$$;
CREATE TRIGGER "grade_decisions_are_told" AFTER INSERT ON "grade_decisions"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "tell_of_decisions"();

-- That a run is taken up changes nothing, and the first one comes with what is handed in.
CREATE FUNCTION "tell_of_run"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT 1 FROM grading_runs WHERE submission_id = NEW.submission_id AND id <> NEW.id) THEN
    RETURN NULL;
  END IF;
  PERFORM tell_of_submissions(ARRAY[NEW.submission_id], true);
  RETURN NULL;
END
$$;
CREATE TRIGGER "grading_runs_again_are_told" AFTER INSERT ON "grading_runs" FOR EACH ROW EXECUTE FUNCTION "tell_of_run"();
CREATE TRIGGER "grading_runs_are_told" AFTER UPDATE ON "grading_runs" FOR EACH ROW WHEN (
  OLD."counts_from" IS DISTINCT FROM NEW."counts_from"
  OR OLD."scores" IS DISTINCT FROM NEW."scores"
  OR OLD."version_id" IS DISTINCT FROM NEW."version_id"
  OR (OLD."state" IS DISTINCT FROM NEW."state" AND NOT (OLD."state" = 'queued' AND NEW."state" = 'running'))
) EXECUTE FUNCTION "tell_of_run"();

-- The words of an item stand on every answer that has it, and all items beside every answer that is being graded.
CREATE FUNCTION "tell_of_rubric"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_of(NEW.assignment_id, NULL, CASE WHEN TG_OP = 'INSERT' THEN '{}'::uuid[] END);
  RETURN NULL;
END
$$;
CREATE TRIGGER "rubric_items_are_told" AFTER INSERT ON "rubric_items" FOR EACH ROW EXECUTE FUNCTION "tell_of_rubric"();
CREATE TRIGGER "rubric_items_changed_are_told" AFTER UPDATE ON "rubric_items" FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "tell_of_rubric"();
CREATE TRIGGER "rubric_groups_changed_are_told" AFTER UPDATE ON "rubric_groups" FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION "tell_of_rubric"();

CREATE FUNCTION "tell_of_pin"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE pin RECORD;
BEGIN
  IF TG_OP = 'DELETE' THEN pin := OLD; ELSE pin := NEW; END IF;
  PERFORM tell_of_submissions(ARRAY[pin.submission_id], true);
  RETURN NULL;
END
$$;
CREATE TRIGGER "submission_pins_are_told" AFTER INSERT OR UPDATE OR DELETE ON "submission_pins"
  FOR EACH ROW EXECUTE FUNCTION "tell_of_pin"();

-- Marks and second grades are among staff.
CREATE FUNCTION "tell_of_mark"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_of_submissions(ARRAY(SELECT submission_id FROM answers WHERE id = NEW.answer_id), false);
  RETURN NULL;
END
$$;
CREATE TRIGGER "answer_marks_are_told" AFTER INSERT ON "answer_marks" FOR EACH ROW EXECUTE FUNCTION "tell_of_mark"();

CREATE TRIGGER "second_gradings_are_told" AFTER UPDATE ON "second_gradings" FOR EACH ROW EXECUTE FUNCTION "tell_of_mark"();

CREATE FUNCTION "tell_of_comment"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_of_submissions(ARRAY(
    SELECT a.submission_id FROM inline_comments c JOIN answers a ON a.id = c.answer_id WHERE c.id = NEW.comment_id
  ), true);
  RETURN NULL;
END
$$;
CREATE TRIGGER "inline_comment_events_are_told" AFTER INSERT ON "inline_comment_events"
  FOR EACH ROW EXECUTE FUNCTION "tell_of_comment"();

CREATE FUNCTION "tell_of_request"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_of_submissions(ARRAY[NEW.submission_id], true);
  RETURN NULL;
END
$$;
CREATE TRIGGER "regrade_requests_are_told" AFTER INSERT ON "regrade_requests" FOR EACH ROW EXECUTE FUNCTION "tell_of_request"();

CREATE FUNCTION "tell_of_request_event"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_of_submissions(ARRAY(SELECT submission_id FROM regrade_requests WHERE id = NEW.request_id), true);
  RETURN NULL;
END
$$;
CREATE TRIGGER "request_events_are_told" AFTER INSERT ON "request_events" FOR EACH ROW EXECUTE FUNCTION "tell_of_request_event"();
