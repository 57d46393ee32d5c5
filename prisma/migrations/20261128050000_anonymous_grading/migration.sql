-- What stands for a group where names are hidden, and what its place in the queue is made of: nobody who knows the group's
-- id can compute it.
ALTER TABLE "groups" ADD COLUMN "alias" UUID NOT NULL DEFAULT gen_random_uuid();
