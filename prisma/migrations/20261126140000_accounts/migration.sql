-- AlterTable
ALTER TABLE "users" ADD COLUMN     "credentials_version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "is_administrator" BOOLEAN NOT NULL DEFAULT false;

-- CreateEnum
CREATE TYPE "demo_state" AS ENUM ('seeding', 'done');

-- CreateTable
CREATE TABLE "installation" (
    "only" BOOLEAN NOT NULL DEFAULT true,
    "demo" "demo_state",
    "setup_hash" TEXT,
    "setup_expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "installation_pkey" PRIMARY KEY ("only")
);

-- CreateTable
-- Unlogged: after a crash of the database guessing may begin anew, and no attempt to sign in waits for a disk.
CREATE UNLOGGED TABLE "sign_in_failures" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "failed_at" TIMESTAMPTZ(3) NOT NULL,
    "open_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_failures_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "sign_in_failures_failed_at_idx" ON "sign_in_failures"("failed_at");



-- What Prisma's schema cannot say.

ALTER TABLE "installation" ADD CONSTRAINT "installation_one_row" CHECK ("only");
ALTER TABLE "installation" ADD CONSTRAINT "installation_setup_expires" CHECK (("setup_hash" IS NULL) = ("setup_expires_at" IS NULL));
-- Rows that anonymous visitors left before their sessions were no longer stored.
DELETE FROM "user_sessions" WHERE "sess"->'passport'->>'user' IS NULL;
