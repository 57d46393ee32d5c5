-- Keys that somebody has chosen, on whatever device they sign in; null for those that all come with.
ALTER TABLE "users" ADD COLUMN "keys" JSONB;
