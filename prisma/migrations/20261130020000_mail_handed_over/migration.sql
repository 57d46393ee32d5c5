-- A mail of which nobody knows whether a server took it is sent again by operators alone.
ALTER TYPE "mail_state" ADD VALUE 'unsure';

ALTER TABLE "mails" ADD COLUMN "handed_at" TIMESTAMPTZ(3);
