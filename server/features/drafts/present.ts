import type { Draft as DraftView } from '../../../contract/drafts.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { PERSON_NAME } from '../people.ts';

export const DRAFT = {
  key: true,
  text: true,
  revision: true,
  savedAt: true,
  savedBy: PERSON_NAME,
} as const satisfies Prisma.DraftSelect;

export function presentDraft(draft: Prisma.DraftGetPayload<{ select: typeof DRAFT }>): DraftView {
  return { ...draft, savedAt: draft.savedAt.toISOString() };
}
