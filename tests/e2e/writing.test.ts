/** Writing a sheet: formulas with help, an image, the reading of a rule, and the way to Overleaf and back. */
import { expect, test } from '@jest/globals';
import { decodeHTMLStrict } from 'entities';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../server/config.ts';
import { exifSegment, SECRET } from '../support/photos.ts';
import { eventually } from '../support/testServer.ts';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const SHEET = '/c/cs-7150/sets/day-08';
/** One red pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
const WITHOUT_ROOT = String.raw`$$r \leftarrow \rho r + (1-\rho) g^2$$

$$\theta \leftarrow \theta - \frac{\epsilon}{\delta + r} g$$`;

const running = inBrowser();

const question = (page: Page, id: string) => page.locator(`#question-${id}`);

test('a student writes a formula with completion, adds an image, and sees how their rule is read', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student1', SHEET);
  const momentum = question(page, 'momentum').locator('.cm-content');
  await momentum.click();
  await page.keyboard.type('Prose with a \\thet');
  expect(await page.getByRole('listbox').count()).toBe(0);
  await page.keyboard.type(' and $\\thet');
  const theta = page.getByRole('option', { name: /\\theta/ }).first();
  // What comes from the server at that moment closes the list; the next letter opens it again.
  await theta.waitFor({ timeout: 5_000 }).catch(() => page.keyboard.type('a'));
  await theta.waitFor();
  // A list that has just opened takes no key, so that none is meant for the text.
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  // The closing $ was put in when the first was typed.
  expect(await momentum.textContent()).toContain('and $\\theta$');

  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    question(page, 'momentum').getByRole('button', { name: 'Insert image' }).click(),
  ]);
  await chooser.setFiles({ name: 'loss curve.png', mimeType: 'image/png', buffer: PNG });
  const image = question(page, 'momentum').locator('img[src*="/images/"]');
  await image.waitFor();
  expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);

  // Taken out of the text it can be removed, and whoever did not mean to brings it back.
  await momentum.click();
  await page.keyboard.press('Control+z');
  await image.waitFor({ state: 'detached' });
  expect(await momentum.textContent()).not.toContain('Uploading');
  await question(page, 'momentum').getByRole('button', { name: 'Insert image' }).click();
  const images = page.getByRole('dialog');
  await images.getByRole('button', { name: /^Remove loss/ }).click();
  await images.getByRole('button', { name: 'Undo' }).click();
  await images.getByRole('button', { name: /^Remove loss/ }).click();
  await images.getByRole('button', { name: 'Undo' }).waitFor();
  await page.keyboard.press('Escape');
  await images.waitFor({ state: 'detached' });
  // Its name is in the text again, and is its name for ever.
  await momentum.click();
  await page.keyboard.press('Control+y');
  await image.waitFor();
  expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);

  await question(page, 'rmsprop').locator('.cm-content').click();
  await page.keyboard.insertText(WITHOUT_ROOT);
  await question(page, 'rmsprop')
    .getByText(/without the square root/)
    .first()
    .waitFor();
  expect(await pageMistakes(page)).toEqual([]);
});

/** A photo of 12 megapixels as a telephone that was held upright keeps it: on its side, and with the place in its Exif data. */
async function photoOf(page: Page): Promise<Buffer> {
  const plain = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 });
    const drawing = canvas.getContext('2d')!;
    for (const [colour, x] of [
      ['red', 0],
      ['blue', 2000],
    ] as const) {
      drawing.fillStyle = colour;
      drawing.fillRect(x, 0, 2000, 3000);
    }
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
    return [...new Uint8Array(await blob!.arrayBuffer())];
  });
  const jpeg = Buffer.from(plain);
  return Buffer.concat([jpeg.subarray(0, 2), exifSegment(6), jpeg.subarray(2)]);
}

/** Of a telephone: 4000 × 3000 in 48 tiles, red on the left, and to be turned so that the red is above. */
const PHONE_PHOTO = readFile(new URL('../support/phone.heic', import.meta.url));

test('a photo is taken with a telephone: it comes upright and small, HEIC too, and one that cannot be opened says what to do', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student2', SHEET, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const adagrad = question(page, 'adagrad');
  const take = adagrad.getByRole('button', { name: 'Take a photo' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), take.click()]);
  expect(await chooser.element().getAttribute('capture')).toBe('environment');
  await chooser.setFiles({ name: 'IMG_4711.JPG', mimeType: 'image/jpeg', buffer: await photoOf(page) });
  const chosen = adagrad.locator('input[type=file][multiple]');
  await chosen.setInputFiles({ name: 'IMG_4712.HEIC', mimeType: 'image/heic', buffer: await PHONE_PHOTO });
  for (const name of ['IMG_4711.jpg', 'IMG_4712.jpg']) {
    const uploaded = () => stack.db.draftImage.findFirst({ where: { name }, include: { image: true } });
    await eventually(uploaded, (found) => found !== null);
    const stored = Buffer.from((await uploaded())!.image.data);
    expect(stored.includes('Exif') || stored.includes(SECRET)).toBe(false);
    const seen = await page.evaluate(
      async (bytes) => {
        const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
        const drawing = document.createElement('canvas').getContext('2d')!;
        drawing.drawImage(image, 0, 0, 2, 2);
        const [top, bottom] = [0, 1].map((y) => [...drawing.getImageData(0, y, 1, 1).data]);
        return { size: [image.width, image.height], redAbove: top![0]! > 200 && bottom![2]! > 200 };
      },
      [...stored],
    );
    expect(seen).toEqual({ size: [1500, 2000], redAbove: true });
  }

  const before = await adagrad.locator('.cm-content').textContent();
  // One of which little has arrived, and one that says it is larger than any telephone takes them.
  const broken = (await PHONE_PHOTO).subarray(0, 400);
  const large = Buffer.from(await PHONE_PHOTO);
  for (let at = large.indexOf('ispe'); at >= 0; at = large.indexOf('ispe', at + 1))
    if (large.readUInt32BE(at + 8) === 4_000) large.writeUInt32BE(40_000, at + 8);
  await chosen.setInputFiles([
    { name: 'IMG_4713.HEIC', mimeType: 'image/heic', buffer: broken },
    { name: 'IMG_4714.HEIC', mimeType: 'image/heic', buffer: large },
  ]);
  await adagrad.getByText('IMG_4713.HEIC is a HEIC photo that could not be opened').waitFor();
  await adagrad.getByText('IMG_4714.HEIC has 120 million pixels, and at most 50 are opened here').waitFor();
  expect(await adagrad.locator('.cm-content').textContent()).toBe(before);
  expect(await pageMistakes(page)).toEqual([]);
  await page.context().close();
});

test('a sheet from Overleaf is split, shown, confirmed, handed in, and exported as it was', async () => {
  const { stack, browser } = running();
  const page = await signIn(browser, stack.url, 'student2', SHEET);
  const answers = [
    String.raw`$$v \leftarrow \alpha v - \epsilon g$$ $$\theta \leftarrow \theta + v$$`,
    String.raw`$$r \leftarrow r + g \odot g$$`,
    String.raw`\begin{figure}\includegraphics{figures/loss}\caption{Loss by epoch}\end{figure}`,
    String.raw`Invariant to rescaling, $\hat m_t / \sqrt{\hat v_t}$.`,
    String.raw`\textbf{Context.} Section 6.1.`,
  ];
  const template = await (
    await page.request.get('/api/courses/cs-7150/assignments/day-08/template.tex')
  ).text();
  let next = 0;
  const filled = template.replace(/% Write your answer.*\n/g, () => `${answers[next++]}\n`);
  expect(next).toBe(5);
  const project = zipSync({ 'main.tex': strToU8(filled), 'figures/loss.png': PNG });

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Import from LaTeX' }).click();
  await page.getByRole('heading', { name: 'Import from LaTeX', level: 1 }).waitFor();
  const file = { name: 'sheet.zip', mimeType: 'application/zip', buffer: Buffer.from(project) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('heading', { name: 'What sheet.zip holds' }).waitFor();
  // Images further down are loaded when one scrolls to them.
  await page.locator('main img[src*="/images/"]').first().waitFor({ state: 'attached' });
  expect(await pageMistakes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Import 5 answers' }).click();
  await page.waitForURL(/\/day-08$/);
  await page
    .getByText(/Restore the answers/)
    .first()
    .waitFor();
  await question(page, 'rmsprop').locator('img[src*="/images/"]').waitFor({ state: 'attached' });

  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
  await page.waitForURL(/\/receipt\/1$/);
  await page.locator('main img[src*="/images/"]').first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  const link = page.getByRole('menuitem', { name: 'Export as LaTeX' });
  const exported = await page.request.get((await link.getAttribute('href')) ?? '');
  const files = unzipSync(new Uint8Array(await exported.body()));
  expect(Object.keys(files)).toContain('figures/loss.png');
  const [, tex] = Object.entries(files).find(([name]) => name.endsWith('.tex')) ?? [];
  expect(new TextDecoder().decode(tex)).toContain('\\theta \\leftarrow \\theta + v');

  // Imported again it is what is there already.
  await page.goto(`${SHEET}/import`);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'again.zip', mimeType: 'application/zip', buffer: await exported.body() });
  await page.getByRole('button', { name: 'Nothing to import' }).waitFor();
});

test('the browser reads named characters as the server does', async () => {
  const { browser } = running();
  const page = await browser.newPage();
  const source = await readFile(join(ROOT, 'client/lighter/entities.ts'), 'utf8');
  await page.addScriptTag({ content: stripTypeScriptTypes(source).replace('export function', 'function') });
  // Of two characters, beyond the first plane, a semicolon itself, the beginning of another name, and none at all.
  const names = ['amp', 'NotEqualTilde', 'Afr', 'fjlig', 'semi', 'NewLine', 'notit', 'ampx', 'nosuch'];
  const read = await page.evaluate(
    (each) =>
      each.map((entity) =>
        (window as unknown as { decodeHTMLStrict(entity: string): string }).decodeHTMLStrict(entity),
      ),
    names.map((name) => `&${name};`),
  );
  expect(read).toEqual(names.map((name) => decodeHTMLStrict(`&${name};`)));
  await page.close();
});
