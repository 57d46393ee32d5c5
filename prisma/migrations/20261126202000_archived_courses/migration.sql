-- AlterTable
ALTER TABLE "courses" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);
