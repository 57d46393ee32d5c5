-- A revision is never given twice, so that nobody who looked at a grade which was taken back overwrites the next one.
CREATE SEQUENCE "manual_grades_revision_seq" AS INTEGER OWNED BY "manual_grades"."revision";
SELECT setval('manual_grades_revision_seq', (SELECT COALESCE(MAX("revision"), 0) + 1 FROM "manual_grades"), false);
ALTER TABLE "manual_grades" ALTER COLUMN "revision" SET DEFAULT nextval('manual_grades_revision_seq');
