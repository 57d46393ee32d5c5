/** Debian's Chromium, driven by playwright-core. */
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';

const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1440, height: 900 };

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
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

/** A window of one person, signed in. What goes wrong in the page goes wrong in the test. */
export async function signIn(
  browser: Browser,
  url: string,
  account: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: LAPTOP, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(`${account}@stepwise.example`);
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/c\//);
  return page;
}

/** Rules of axe that look at colours; all others see the same in both themes. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** Accessibility mistakes of the page as it stands: rule and element. */
async function axeMistakes(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  // Without frames there is nothing to gather in a page of axe's own; what was right is not reported.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (colorScheme === 'dark') axe.withRules(OF_COLOUR);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Mistakes in both themes and on a laptop and a phone, with what sticks out sideways on the phone. */
export async function pageMistakes(page: Page): Promise<string[]> {
  // Not a skeleton: the page with its content.
  await page.getByRole('heading', { level: 1 }).waitFor();
  const mistakes: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForFunction(
      (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
      colorScheme,
    );
    // Colours that are still on their way would be measured as they pass.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    for (const viewport of [LAPTOP, PHONE]) {
      await page.setViewportSize(viewport);
      const found = await axeMistakes(page, colorScheme);
      mistakes.push(...found.map((mistake) => `${page.url()} ${colorScheme} ${viewport.width}: ${mistake}`));
    }
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) mistakes.push(`${page.url()}: the page is ${overflow} px wider than a phone`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(LAPTOP);
  return mistakes;
}
