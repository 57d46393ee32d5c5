/** What uploads leave in answers when their tab is closed before they are done. */
import { z } from 'zod';
import type { SharedDocument } from '../workspace/document/SharedDocument.ts';
import { withoutPlaceholder } from './imageNames.ts';

const Placeholder = z.object({
  /** Course and assignment. */
  place: z.string(),
  draft: z.string(),
  text: z.string(),
  /** The tab that uploads. */
  tab: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
});
type Placeholder = z.infer<typeof Placeholder>;

/** Longer than an upload takes: after it another tab's placeholder is one that was left. */
const LEFT_AFTER_MS = 10 * 60_000;

/** The placeholders that one person's tabs have put into answers on this device. */
export class PlaceholderList {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #name: string;
  readonly #tab: string;
  readonly #now: () => number;

  constructor(
    storage: Pick<Storage, 'getItem' | 'setItem'>,
    { userId, tab, now = () => Date.now() }: { userId: string; tab: string; now?: () => number },
  ) {
    this.#storage = storage;
    this.#name = `stepwise.uploads.${userId}`;
    this.#tab = tab;
    this.#now = now;
  }

  /** @param stands whether the answer has it now, or no more */
  note(place: string, draft: string, text: string, stands: boolean): void {
    const others = this.#read().filter(
      (each) => each.place !== place || each.draft !== draft || each.text !== text,
    );
    this.#write(stands ? [...others, { place, draft, text, tab: this.#tab, at: this.#now() }] : others);
  }

  /** Takes what was left of one place out of its answers. For the start of a page, before it uploads anything. */
  clear(place: string, shared: Pick<SharedDocument, 'text' | 'edit'>): void {
    const all = this.#read();
    const isLeft = (each: Placeholder) =>
      each.place === place && (each.tab === this.#tab || each.at < this.#now() - LEFT_AFTER_MS);
    for (const { draft, text } of all.filter(isLeft)) {
      const present = shared.text(draft);
      if (present.includes(text)) shared.edit(draft, withoutPlaceholder(present, text), false);
    }
    this.#write(all.filter((each) => !isLeft(each)));
  }

  #read(): Placeholder[] {
    try {
      const stored: unknown = JSON.parse(this.#storage.getItem(this.#name) ?? '[]');
      return z.array(Placeholder).safeParse(stored).data ?? [];
    } catch {
      return [];
    }
  }

  #write(placeholders: Placeholder[]): void {
    try {
      this.#storage.setItem(this.#name, JSON.stringify(placeholders));
    } catch {
      // A full or forbidden storage: a placeholder that is left must be deleted by hand.
    }
  }
}

/** Stays the same for a tab over reloads. */
export function tabId(): string {
  try {
    const known = sessionStorage.getItem('stepwise.tab');
    if (known !== null) return known;
    const id = crypto.randomUUID();
    sessionStorage.setItem('stepwise.tab', id);
    return id;
  } catch {
    return crypto.randomUUID();
  }
}
