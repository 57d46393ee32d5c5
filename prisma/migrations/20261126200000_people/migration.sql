-- AlterEnum
ALTER TYPE "role" ADD VALUE 'observer';

-- AlterTable
ALTER TABLE "enrolments" ADD COLUMN     "left_at" TIMESTAMPTZ(3),
ADD COLUMN     "section" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "student_id" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "course_invitations" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "section" TEXT NOT NULL DEFAULT '',
    "student_id" TEXT NOT NULL DEFAULT '',
    "token" TEXT NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "course_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "join_links" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "section" TEXT NOT NULL DEFAULT '',
    "token" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "join_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_links" (
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "password_links_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "course_invitations_token_key" ON "course_invitations"("token");

-- CreateIndex
CREATE UNIQUE INDEX "course_invitations_course_id_email_key" ON "course_invitations"("course_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "join_links_token_key" ON "join_links"("token");

-- CreateIndex
CREATE UNIQUE INDEX "join_links_course_id_section_key" ON "join_links"("course_id", "section");

-- CreateIndex
CREATE UNIQUE INDEX "password_links_token_hash_key" ON "password_links"("token_hash");

-- AddForeignKey
ALTER TABLE "course_invitations" ADD CONSTRAINT "course_invitations_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_invitations" ADD CONSTRAINT "course_invitations_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_links" ADD CONSTRAINT "join_links_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_links" ADD CONSTRAINT "join_links_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- What Prisma's schema cannot say.

-- Two people of a course do not have one registrar's number.
CREATE UNIQUE INDEX "enrolments_student_id" ON "enrolments"("course_id", "student_id") WHERE "student_id" <> '';
CREATE UNIQUE INDEX "course_invitations_student_id" ON "course_invitations"("course_id", "student_id") WHERE "student_id" <> '';
ALTER TABLE "course_invitations" ADD CONSTRAINT "course_invitations_email_lower" CHECK ("email" = lower("email"));
