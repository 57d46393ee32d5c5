/**
 * `npm run pictures`: the pictures of the README and of the pages for each role, taken from the demo course in a real browser, so that
 * they show what there is.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { preparePages, preparePrismaClient } from '../../scripts/lib/prepare.ts';
import { handTrialsOn } from '../../scripts/lib/trials.ts';
import { ROOT } from '../../server/config.ts';
import { reportFatal } from '../../server/errors.ts';
import { seedDemo } from '../../server/demo/seedDemo.ts';
import { createLog } from '../../server/log.ts';
import { openGradingQueue } from '../../server/queue/gradingQueue.ts';
import type { ToTrier } from '../../server/trials/messages.ts';
import { withStack } from '../bench/server.ts';
import { openBrowser, showIn, signIn, untilStill } from '../e2e/browser.ts';
import { startTrier } from '../support/trier.ts';
import { showTerminal } from './terminal.ts';

const COURSE = '/c/cs-7150';
const FOLDER = join(ROOT, 'docs/pictures');
const SCHEMES = ['light', 'dark'] as const;
const WINDOW = { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1.5 };

/** Waits until nothing is on its way to the page any more: answers, the fonts of its formulas, colours. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await untilStill(page);
}

/** Each in both themes: `<name>-light.png` and `<name>-dark.png`. */
async function take(page: Page, name: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await showIn(page, colorScheme);
    await settled(page);
    await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`), caret: 'initial' });
  }
  console.log(`docs/pictures/${name}-{light,dark}.png`);
}

/** PNG as WebP, which is a third of it: the browser knows how. */
async function webpOf(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  const encoded = await page.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d')!.drawImage(image, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.75 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, png.toString('base64'));
  await page.close();
  return Buffer.from(encoded, 'base64');
}

/** For the page of a role: `<name>.webp`, light, small enough to be read beside others. */
async function takeForRole(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  // Set on our pages alone, before anything is drawn.
  await page.waitForFunction(
    () => (document.documentElement.dataset.mantineColorScheme ?? 'light') === 'light',
  );
  await settled(page);
  const png = await page.screenshot({ caret: 'initial', scale: 'css' });
  await writeFile(join(FOLDER, `${name}.webp`), await webpOf(page.context().browser()!, png));
  console.log(`docs/pictures/${name}.webp`);
}

/** A student's sheet, with a rule under its question and how it was read. */
async function takeSheet(browser: Browser, url: string): Promise<void> {
  const page = await signIn(browser, url, 'student1', `${COURSE}/sets/day-08`, WINDOW);
  const rule = page.locator('.cm-content').nth(2);
  await rule.click();
  await page.keyboard.insertText(
    [
      'RMSProp forgets old gradients: the sum of AdaGrad becomes a moving average.',
      '',
      String.raw`$$r \leftarrow \rho r + (1-\rho)\, g \odot g, \qquad \theta \leftarrow \theta - \frac{\epsilon}{\sqrt{\delta + r}} \odot g$$`,
    ].join('\n'),
  );
  await page.getByText('Draft saved').first().waitFor();
  await page.locator('main .katex-display').first().waitFor();
  await page
    .locator('#question-rmsprop')
    .getByText(/^Read as RMSProp/)
    .first()
    .waitFor();
  await rule.evaluate((element) => element.closest('section, article')?.scrollIntoView({ block: 'start' }));
  await take(page, 'sheet');
  await takeForRole(page, 'student-sheet');
  await page.goto(COURSE);
  await page.getByRole('heading', { name: 'Due' }).waitFor();
  await takeForRole(page, 'student-sets');
  await page.context().close();
}

/** The report about optimizers whose square root is missing. */
async function takeReport(browser: Browser, url: string): Promise<void> {
  const page = await signIn(browser, url, 'student1', `${COURSE}/sets/optimizers/code`, WINDOW);
  const solution = await readFile(join(ROOT, 'assignments/optimizers/solution/optim.js'), 'utf8');
  const buffer = Buffer.from(solution.replaceAll('Math.sqrt', ''));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'optim.js', mimeType: 'text/javascript', buffer });
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /submit/i })
    .click();
  await page.getByText(/This is AdaGrad, but/).waitFor();
  await page
    .getByRole('img', { name: /contour|trajector/i })
    .first()
    .waitFor();
  await takeForRole(page, 'student-code');
  await page.goto(`${COURSE}/sets/optimizers/feedback`);
  const diagnosis = page.getByText(/This is RMSProp, but/).first();
  await diagnosis.waitFor();
  await page
    .getByRole('img', { name: /contour|trajector/i })
    .first()
    .waitFor();
  await diagnosis.evaluate((element) =>
    element.closest('section, article')?.scrollIntoView({ block: 'start' }),
  );
  await take(page, 'report');
  await takeForRole(page, 'student-feedback');
  await page.context().close();
}

/** A TA before an answer to grade. */
async function takeGrading(browser: Browser, url: string): Promise<void> {
  const page = await signIn(browser, url, 'ta', `${COURSE}/grade`, WINDOW);
  await page.getByRole('link', { name: 'Grade next' }).first().waitFor();
  await takeForRole(page, 'ta-queue');
  await page.locator('#day-08-to-grade').getByRole('link', { name: 'Grade next' }).nth(2).click();
  await page.locator('[data-painted]').waitFor();
  // Which answer comes first is drawn by lot; the one after it is drawn ahead, and hidden.
  const suggested = await page
    .getByText(/^Suggested: item \d/)
    .filter({ visible: true })
    .textContent();
  await page.keyboard.press(/\d/.exec(suggested ?? '')?.[0] ?? '1');
  await take(page, 'grading');
  await takeForRole(page, 'ta-answer');
  await page.goto(`${COURSE}/grade/day-08-to-grade/rmsprop/groups`);
  await page.getByRole('link', { name: 'Single answers' }).waitFor();
  await takeForRole(page, 'ta-groups');
  await page.context().close();
}

/** An instructor's first page, everybody's scores and how one set went. */
async function takeResults(browser: Browser, url: string): Promise<void> {
  const page = await signIn(browser, url, 'instructor', COURSE, WINDOW);
  for (const [path, heading, name] of [
    ['', 'Sets', 'instructor-sets'],
    ['/results', 'Gradebook', 'instructor-gradebook'],
    ['/results/day-08-graded', /Day 8/, 'instructor-results'],
  ] as const) {
    await page.goto(`${COURSE}${path}`);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await takeForRole(page, name);
  }
  await page.context().close();
}

/** A class of which one line cannot be read, as an import shows it. */
const CLASS_CSV = [
  'Name,Email,Section',
  'Lise Meitner,lise@example.edu,A',
  'Chien-Shiung Wu,wu@example.edu,A',
  'Katherine Johnson,katherine.johnson@stepwise.example,B',
  'Rosalind Franklin,rosalind@@example.edu,B',
].join('\n');

/** What comes before a term: a set that is being written, a class that is brought. */
async function takeBeginnings(browser: Browser, url: string): Promise<void> {
  const page = await signIn(browser, url, 'instructor', `${COURSE}/roster/import`, WINDOW);
  await page
    .getByTestId('csv')
    .setInputFiles({ name: 'class.csv', mimeType: 'text/csv', buffer: Buffer.from(CLASS_CSV) });
  await page.getByText(/There are two @ in/).waitFor();
  await takeForRole(page, 'first-course-import');
  await page.goto(`${COURSE}/author`);
  await page.getByLabel('Short name of a new set').fill('day-09');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('No mistakes.').waitFor();
  await page.getByText(/^Solution and samples: .* got the verdict/).waitFor();
  await page
    .getByRole('navigation', { name: 'Files' })
    .getByRole('button', { name: /question\.yaml/ })
    .first()
    .click();
  await page.waitForLoadState('networkidle');
  await takeForRole(page, 'author-editor');
  await page.context().close();
}

/** What operators and developers look at. */
async function takeAdministration(browser: Browser, url: string): Promise<void> {
  const page = await signIn(browser, url, 'instructor', '/mail', WINDOW);
  await page
    .getByText(/grades are out/)
    .first()
    .waitFor();
  await takeForRole(page, 'operator-mail');
  await page.goto('/administration');
  await page.getByRole('heading', { name: 'Bring back a course' }).waitFor();
  await takeForRole(page, 'operator-courses');
  await page.goto('/api/docs/');
  await page.locator('.opblock').first().waitFor();
  await takeForRole(page, 'developer-api');
  await page.context().close();
}

/** What the command line says of optimizers whose square root is missing, in words and for Gradescope. */
async function takeCommandLine(browser: Browser): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stepwise-pictures-'));
  const submission = join(folder, 'optim.js');
  const solution = await readFile(join(ROOT, 'assignments/optimizers/solution/optim.js'), 'utf8');
  await writeFile(submission, solution.replaceAll('Math.sqrt', ''));
  const page = await browser.newPage({ viewport: { width: 1120, height: 640 } });
  for (const [name, format, lines] of [
    ['command-line', [], 24],
    ['gradescope-results', ['--format', 'gradescope'], 24],
  ] as const) {
    const after = ['--question', 'rmsprop', ...format];
    await showTerminal(page, {
      shown: ['stepwise grade optimizers optim.js', ...after].join(' '),
      args: ['grade', join(ROOT, 'assignments/optimizers'), submission, ...after],
      lines,
    });
    await takeForRole(page, name);
  }
  await page.close();
  await rm(folder, { recursive: true });
}

async function main(): Promise<void> {
  await preparePrismaClient();
  await preparePages();
  await mkdir(FOLDER, { recursive: true });
  const log = createLog('pictures', 'silent');
  await withStack(
    async (db, databaseUrl) => {
      const queue = await openGradingQueue(databaseUrl, log);
      await seedDemo(db, queue, new Date());
      await queue.close();
      // As a start leaves it, so that the server shows the mails of a demo.
      const demo = { demo: 'done' } as const;
      await db.installation.upsert({ where: { only: true }, create: demo, update: demo });
    },
    async ({ url, server }) => {
      const browser = await openBrowser();
      // It runs the samples of a set that is being written.
      const trier = await startTrier();
      handTrialsOn(
        [{ send: (message) => server.send(message), hear: (listen) => void server.on('message', listen) }],
        {
          hear: trier.channel.hear,
          send: (message) => {
            trier.channel.send(message as ToTrier);
            return true;
          },
          onEnd: () => {},
        },
      );
      try {
        await takeSheet(browser, url);
        await takeReport(browser, url);
        await takeGrading(browser, url);
        await takeResults(browser, url);
        await takeBeginnings(browser, url);
        await takeAdministration(browser, url);
        await takeCommandLine(browser);
      } finally {
        await browser.close();
        await trier.close();
      }
    },
  );
}

main().catch(reportFatal);
