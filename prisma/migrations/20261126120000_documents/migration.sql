-- Writing together: a group's document is an append-only log of Yjs updates; drafts and their revisions go.

-- What was saved before documents; read once, when a group's document is made from it.
ALTER TABLE "drafts" RENAME TO "earlier_drafts";
ALTER TABLE "earlier_drafts" RENAME CONSTRAINT "drafts_pkey" TO "earlier_drafts_pkey";
ALTER TABLE "earlier_drafts" RENAME CONSTRAINT "drafts_group_id_fkey" TO "earlier_drafts_group_id_fkey";
ALTER TABLE "earlier_drafts" DROP CONSTRAINT "drafts_saved_by_id_fkey";
ALTER TABLE "earlier_drafts" DROP CONSTRAINT "drafts_revision_positive";
ALTER TABLE "earlier_drafts" DROP COLUMN "revision", DROP COLUMN "saved_at", DROP COLUMN "saved_by_id";

-- CreateTable
CREATE TABLE "documents" (
    "group_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "bytes" INTEGER NOT NULL DEFAULT 0,
    "first_seq" INTEGER NOT NULL DEFAULT 0,
    "snapshot" BYTEA,
    "snapshot_seq" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("group_id")
);

-- CreateTable
CREATE TABLE "document_updates" (
    "group_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "key" UUID NOT NULL,
    "user_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "document_updates_pkey" PRIMARY KEY ("group_id","seq")
);

-- CreateTable
CREATE TABLE "document_clients" (
    "group_id" UUID NOT NULL,
    "client_id" BIGINT NOT NULL,
    "user_id" UUID,
    "clock" INTEGER NOT NULL,

    CONSTRAINT "document_clients_pkey" PRIMARY KEY ("group_id","client_id")
);

-- CreateTable
CREATE TABLE "group_invitations" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "former_members" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,
    "reason" TEXT,

    CONSTRAINT "former_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission_pins" (
    "assignment_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "pinned_by_id" UUID NOT NULL,
    "pinned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submission_pins_pkey" PRIMARY KEY ("assignment_id","user_id")
);

-- AlterTable
ALTER TABLE "submissions" DROP COLUMN "late",
ADD COLUMN     "asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "seq" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE UNIQUE INDEX "document_updates_group_id_key_key" ON "document_updates"("group_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "group_invitations_group_id_user_id_key" ON "group_invitations"("group_id", "user_id");

-- CreateIndex
CREATE INDEX "group_invitations_user_id_idx" ON "group_invitations"("user_id");

-- CreateIndex
CREATE INDEX "former_members_group_id_idx" ON "former_members"("group_id");

-- CreateIndex
CREATE INDEX "former_members_user_id_idx" ON "former_members"("user_id");

-- CreateIndex
CREATE INDEX "submission_pins_submission_id_idx" ON "submission_pins"("submission_id");

-- CreateIndex
CREATE INDEX "submission_members_user_id_idx" ON "submission_members"("user_id");

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_updates" ADD CONSTRAINT "document_updates_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "documents"("group_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_updates" ADD CONSTRAINT "document_updates_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_clients" ADD CONSTRAINT "document_clients_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "documents"("group_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_invitations" ADD CONSTRAINT "group_invitations_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_invitations" ADD CONSTRAINT "group_invitations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_invitations" ADD CONSTRAINT "group_invitations_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "former_members" ADD CONSTRAINT "former_members_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "former_members" ADD CONSTRAINT "former_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_pins" ADD CONSTRAINT "submission_pins_submission_id_user_id_fkey" FOREIGN KEY ("submission_id", "user_id") REFERENCES "submission_members"("submission_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_pins" ADD CONSTRAINT "submission_pins_pinned_by_id_fkey" FOREIGN KEY ("pinned_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma's schema cannot say.

-- The log is the history: rows are only added.
CREATE TRIGGER "document_updates_immutable" BEFORE UPDATE OR DELETE ON "document_updates" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
-- Whom a submission names, it names for ever.
CREATE TRIGGER "submission_members_immutable" BEFORE UPDATE OR DELETE ON "submission_members" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();

-- Of each student and assignment the submission that counts: the one that staff pinned, or else the last that names
-- the student.
CREATE VIEW "counting_submissions" AS
SELECT DISTINCT ON (g."assignment_id", m."user_id")
  g."assignment_id", m."user_id", m."submission_id", p."reason" AS "pinned"
FROM "submission_members" m
JOIN "submissions" s ON s."id" = m."submission_id"
JOIN "groups" g ON g."id" = s."group_id"
LEFT JOIN "submission_pins" p ON p."submission_id" = m."submission_id" AND p."user_id" = m."user_id"
ORDER BY g."assignment_id", m."user_id", (p."reason" IS NOT NULL) DESC, s."submitted_at" DESC, s."number" DESC;
