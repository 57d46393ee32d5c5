/** The import that was confirmed last, so that it can be taken back while this tab is open, after a reload too. */
import { z } from 'zod';
import { createSignal } from '../../api/signal.ts';

const ConfirmedImport = z.object({
  /** Who confirmed it: a tab may see several people sign in. */
  userId: z.string(),
  params: z.object({ course: z.string(), assignment: z.string() }),
  answers: z.array(z.object({ question: z.string(), before: z.string(), after: z.string() })),
});
export type ConfirmedImport = z.infer<typeof ConfirmedImport>;

const STORED_AS = 'stepwise.lastImport';

function readStored(): ConfirmedImport | null {
  try {
    return ConfirmedImport.safeParse(JSON.parse(sessionStorage.getItem(STORED_AS) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

export const lastImport = createSignal(readStored());

lastImport.subscribe(() => {
  try {
    sessionStorage.setItem(STORED_AS, JSON.stringify(lastImport.get()));
  } catch {
    // A full or forbidden storage: the way back then ends with the page.
  }
});
