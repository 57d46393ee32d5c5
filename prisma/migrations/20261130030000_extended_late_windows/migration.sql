-- An extension may give a longer late window, as it may move any of a set's times (ADR 32).
ALTER TABLE "extensions" ADD COLUMN "late_window" JSONB;

-- What Prisma's schema cannot say.

ALTER TABLE "extensions" DROP CONSTRAINT "extensions_of_something";
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_of_something" CHECK (num_nonnulls("opens_at", "due_at", "late_window", "closes_at", "releases_at") > 0);
