/** Debian's Chromium, driven by playwright-core. */
import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { urlOf } from '../../contract/operation.ts';
import { CSRF_HEADER, getSession, signIn as signInOperation } from '../../contract/session.ts';
import { PAGES_SEEN } from '../../scripts/lib/pagesSeen.ts';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { noteError } from './pageErrors.ts';

const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1440, height: 900 };

/** Long enough for a machine that has much else to do: it tells what hangs from what is slow. */
export const LONGEST_WAIT_MS = 3 * 60_000;

/** Debian's Chromium, without its windows where that is installed. */
const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? CHROMIUM.find(existsSync) ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * A window of one person, signed in. What goes wrong in the page goes wrong in the test. Signing in by its page is played in
 * people.test.ts; everywhere else the server is asked, which takes a tenth of the time.
 * @param path the page to open
 */
export async function signIn(
  browser: Browser,
  url: string,
  account: string,
  path = '/c/cs-7150',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: LAPTOP, ...options });
  const { csrfToken } = getSession.response.parse(
    await (await context.request.get(urlOf(getSession))).json(),
  );
  const answer = await context.request.post(urlOf(signInOperation), {
    headers: { [CSRF_HEADER]: csrfToken },
    data: { email: `${account}@stepwise.example`, password: DEMO_PASSWORD },
  });
  if (!answer.ok()) throw new Error(`${account} cannot sign in: ${await answer.text()}`);
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST_WAIT_MS);
  page.on('pageerror', noteError);
  await page.goto(path);
  return page;
}

/** Rules of axe that look at colours; all others see the same in both themes. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** Accessibility mistakes of the page, or of parts of it, as it stands: rule and element. */
async function axeMistakes(
  page: Page,
  colorScheme: 'light' | 'dark',
  parts: readonly Locator[],
): Promise<string[]> {
  // Once a document: reading axe takes longer than most pages take to be looked through.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const all = { resultTypes: ['violations' as const] };
  const options = colorScheme === 'dark' ? { ...all, runOnly: OF_COLOUR } : all;
  const { violations } = await page.evaluate(
    ([include, each]) =>
      (window as unknown as { axe: typeof axe }).axe.run(include.length > 0 ? { include } : document, each),
    [await Promise.all(parts.map((part) => part.elementHandle())), options] as const,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/**
 * Waits until nothing that is shown moves or changes its colour. Only what is shown: the animations of what the page keeps
 * drawn but hidden (`content-visibility`) are never over.
 */
export async function untilStill(page: Page): Promise<void> {
  await page.evaluate(() => {
    const isShown = ({ effect }: Animation) =>
      effect instanceof KeyframeEffect && effect.target?.checkVisibility() === true;
    return Promise.allSettled(
      document
        .getAnimations()
        .filter(isShown)
        .map(({ finished }) => finished),
    );
  });
}

/** Shows the page in a theme, and waits until its colours have arrived: on their way they would be measured as they pass. */
export async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.waitForFunction(
    (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
    colorScheme,
  );
  await untilStill(page);
}

/**
 * Runs in the page: of what has the focus, whether it lies under something that hangs at an edge, such as a bar, or out of the window.
 * Of a text in which one writes a part may: its caret is kept in sight.
 * @param walk by which one comes to it
 * @returns what it is and what is above it, empty where nothing is; null where nothing has the focus, or has had it on this walk
 */
export function underBar(walk = ''): string | null {
  const held = document.activeElement;
  if (!(held instanceof HTMLElement) || held === document.body) return null;
  if (walk !== '' && held.dataset.walked === walk) return null;
  held.dataset.walked = walk;
  // What is drawn by its label is looked for there.
  const labels = 'labels' in held ? [...((held as HTMLInputElement).labels ?? [])] : [];
  const box = [held, ...labels]
    .flatMap((each) => [...each.getClientRects()])
    .find(({ width, height }) => width > 1 && height > 1);
  if (box === undefined) return '';
  const above = [1, 5, 9].flatMap((across) =>
    [1, 5, 9].map((down) => {
      const [x, y] = [box.left + (box.width * across) / 10, box.top + (box.height * down) / 10];
      if (y < 0 || y > window.innerHeight) return 'nothing: it is out of the window';
      let top = document.elementFromPoint(x, y);
      while (top !== null && !top.contains(held)) {
        if (['sticky', 'fixed'].includes(getComputedStyle(top).position)) return top.outerHTML.slice(0, 80);
        top = top.parentElement;
      }
      return '';
    }),
  );
  const isText = held.isContentEditable || box.height > window.innerHeight / 2;
  const isUnder = isText ? above.every((each) => each !== '') : above.some((each) => each !== '');
  return isUnder ? `${held.outerHTML.slice(0, 120)} under ${above.find((each) => each !== '')}` : '';
}

const SECOND_LOOKS = 2;
const MOMENT_MS = 500;

/** Each change of theme or size paints the page anew, so that one is changed at a time. */
const ALL_FORMS = [
  ['light', LAPTOP],
  ['light', PHONE],
  ['dark', PHONE],
  ['dark', LAPTOP],
] as const;

/** Opposite ones: each theme and each width. */
const TWO_FORMS = [ALL_FORMS[0], ALL_FORMS[2]] as const;

/** Pages, ids apart, that have been looked at in all forms. */
const lookedAt = new Set<string>();

const kindOf = (path: string): string => path.replace(/[^/]*\d[^/]*/g, ':id');

/** The first look at a page, of a file or of all that are run together, is in all forms; how else it stands later is looked at in two. */
async function formsFor(path: string): Promise<typeof ALL_FORMS | typeof TWO_FORMS> {
  const { [PAGES_SEEN]: seen } = process.env;
  const before = seen === undefined ? '' : await readFile(seen, 'utf8').catch(() => '');
  const kind = kindOf(path);
  const isKnown = lookedAt.has(kind) || before.split('\n').map(kindOf).includes(kind);
  lookedAt.add(kind);
  if (seen !== undefined) await appendFile(seen, `${path}\n`);
  return isKnown ? TWO_FORMS : ALL_FORMS;
}

/**
 * Mistakes in both themes and on a laptop and a phone, with what sticks out sideways; see `formsFor`.
 * @param parts where the rest of the page has been looked at and is as it was: what is new
 */
export async function pageMistakes(page: Page, ...parts: readonly Locator[]): Promise<string[]> {
  // Not a skeleton: the page with its content.
  await page.getByRole('heading', { level: 1 }).waitFor();
  const mistakes: string[] = [];
  const own = page.viewportSize() ?? LAPTOP;
  for (const [colorScheme, viewport] of await formsFor(new URL(page.url()).pathname)) {
    await page.setViewportSize(viewport);
    await showIn(page, colorScheme);
    let found = await axeMistakes(page, colorScheme, parts);
    // What was read while something arrived or changed its colour is no mistake of the page.
    for (let look = 0; found.length > 0 && look < SECOND_LOOKS; look += 1) {
      await page.waitForTimeout(MOMENT_MS);
      found = await axeMistakes(page, colorScheme, parts);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) found.push(`the page is ${overflow} px wider than its window`);
    mistakes.push(...found.map((mistake) => `${page.url()} ${colorScheme} ${viewport.width}: ${mistake}`));
  }
  // Who came with a phone goes on with it.
  await page.setViewportSize(own);
  await page.emulateMedia({ colorScheme: 'light' });
  return mistakes;
}
