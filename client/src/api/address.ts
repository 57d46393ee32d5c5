/** The addresses that a page asks the server at: by `fetch`, as an image, behind a link, as a stream or a socket. */
import { urlOf, type Operation } from '../../../contract/operation.ts';
import { OWNER_PARAM } from '../../../contract/session.ts';

/** Whose page this is; null while nobody is signed in. */
let owner: string | null = null;

export const ownerOfPage = (): string | null => owner;

export function setOwnerOfPage(userId: string | null): void {
  owner = userId;
}

/** Where an operation is asked for the owner of the page, and for nobody who has signed in in this browser since (ADR 130). */
export function addressOf(
  operation: Pick<Operation, 'path'>,
  params: Record<string, string> = {},
  query: Record<string, string | number | boolean | undefined> = {},
): string {
  return urlOf(operation, params, { ...query, [OWNER_PARAM]: owner ?? undefined });
}
