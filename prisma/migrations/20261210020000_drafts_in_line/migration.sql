-- Saves of drafts are numbered through: one that is begun anew is never taken for the one that was thrown away.
CREATE SEQUENCE "set_drafts_revision_seq" AS INTEGER OWNED BY "set_drafts"."revision";
SELECT setval('set_drafts_revision_seq', GREATEST((SELECT max("revision") FROM "set_drafts"), 1));
ALTER TABLE "set_drafts" ALTER COLUMN "revision" SET DEFAULT nextval('set_drafts_revision_seq');

-- Upon which version a draft was begun. Of those that are there nobody knows, so that they are taken for drafts of the last.
ALTER TABLE "set_drafts" ADD COLUMN "base" INTEGER NOT NULL DEFAULT 0;
UPDATE "set_drafts" d SET "base" = v.number
  FROM (
    SELECT a.course_id, a.slug, max(v.number) AS number
    FROM "assignments" a JOIN "assignment_versions" v ON v.assignment_id = a.id GROUP BY a.course_id, a.slug
  ) v
  WHERE v.course_id = d.course_id AND v.slug = d.slug;
