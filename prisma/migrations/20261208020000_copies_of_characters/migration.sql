-- Which characters of a document are copies of others, so that whoever comes back to a group brings none of them twice.
ALTER TABLE "document_clients" ADD COLUMN "copies" JSONB;
