/** Which pages of the client no browser test has looked through: its routes against the addresses that `pageMistakes` has seen. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../server/config.ts';

/** Names the file to which the browser tests add a line for each address. */
export const PAGES_SEEN = 'STEPWISE_PAGES_SEEN';

/** Any address of no other page. */
const NOT_FOUND = '*';

/** The addresses of the client's pages, such as `/c/:course/roster/:person`, as `client/src/app/routes.tsx` has them. */
export async function clientPages(): Promise<string[]> {
  const routes = await readFile(join(ROOT, 'client/src/app/routes.tsx'), 'utf8');
  const [, table = ''] = /^const PLACES[^]*?$([^]*?)^\];$/m.exec(routes) ?? [];
  const paths = [...table.matchAll(/path: '([^']+)'/g)].map(([, path]) => path!);
  const ofCourse = (path: string) => (/^[/*]/.test(path) ? path : `/c/:course/${path}`);
  return [...new Set(paths.map(ofCourse))];
}

/** Those pages that none of the addresses leads to. */
export function unseen(pages: readonly string[], addresses: readonly string[]): string[] {
  // Of two pages that an address may mean, the one that names more of it: `roster/import` before `roster/:person`.
  const byName = pages
    .filter((page) => page !== NOT_FOUND)
    .sort((a, b) => (a.replaceAll(':', '~') < b.replaceAll(':', '~') ? -1 : 1))
    .map((page) => ({ page, pattern: new RegExp(`^${page.replace(/:\w+/g, '[^/]+')}/?$`) }));
  const seen = new Set(
    addresses.map((address) => byName.find(({ pattern }) => pattern.test(address))?.page ?? NOT_FOUND),
  );
  return pages.filter((page) => !seen.has(page));
}
