-- Whoever was deleted is in no course any more. What says so for everybody else, left_at, says it for them, so that no place needs to
-- ask two things, and the database keeps it whatever comes: an erasure, a course that is brought back, a line of a file.
CREATE FUNCTION "erased_have_left"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- An erasure that is under way is waited for.
  NEW."left_at" := (SELECT u."erased_at" FROM "users" u WHERE u."id" = NEW."user_id" FOR SHARE);
  RETURN NEW;
END
$$;
CREATE TRIGGER "enrolments_erased" BEFORE INSERT OR UPDATE OF "left_at", "user_id" ON "enrolments"
  FOR EACH ROW WHEN (NEW."left_at" IS NULL) EXECUTE FUNCTION "erased_have_left"();

CREATE FUNCTION "erased_leave"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "enrolments" SET "left_at" = NEW."erased_at" WHERE "user_id" = NEW."id" AND "left_at" IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER "users_erased" AFTER UPDATE OF "erased_at" ON "users"
  FOR EACH ROW WHEN (NEW."erased_at" IS NOT NULL) EXECUTE FUNCTION "erased_leave"();

-- Those of before.
UPDATE "enrolments" e SET "left_at" = u."erased_at" FROM "users" u
  WHERE u."id" = e."user_id" AND u."erased_at" IS NOT NULL AND e."left_at" IS NULL;
