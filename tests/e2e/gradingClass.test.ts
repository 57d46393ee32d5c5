/** A class that two people grade by keys: fast, on a slow laptop, and both at once. */
import { beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { ASSIGNMENT, COURSE, seedCourse } from '../bench/gradingCourse.ts';
import { eventually } from '../support/testServer.ts';
import { signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

/** `STEPWISE_CLASS=200` plays a whole class, which takes minutes. */
const CLASS = Number(process.env.STEPWISE_CLASS ?? 20);
const running = inBrowser();
/** Of the question that both grade; each row is the digit that the answer is to get. */
let question: string;

beforeAll(async () => {
  const { db } = running().stack;
  const seeded = await seedCourse(db, CLASS, { graded: false });
  question = seeded.questions[0]!;
  const course = await db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  for (const name of ['tess', 'theo']) {
    const user = { id: randomUUID(), name, email: `${name}@stepwise.example`, passwordHash };
    await db.user.create({ data: user });
    await db.enrolment.create({ data: { courseId: course.id, userId: user.id, role: 'ta' } });
  }
});

const pageOf = (of: string) => `/c/${COURSE}/grade/${ASSIGNMENT}/${of}`;

async function nowPainted(page: Page, of: string): Promise<string> {
  const handle = await page.waitForFunction((name) => {
    const key = document.querySelector('[data-painted]')?.getAttribute('data-painted');
    const shown = document.querySelector('[data-answer]')?.getAttribute('data-answer');
    return key === `${name} ${shown}` && location.pathname.endsWith(`/${shown}`) ? shown : null;
  }, of);
  return (await handle.jsonValue()) as string;
}

test('with 30 ms between keys on a slow laptop, no key acts on an answer that was not painted', async () => {
  const { stack, browser } = running();
  const of = 'rmsprop';
  const page = await signIn(browser, stack.url, 'tess', pageOf(of));
  await nowPainted(page, of);
  // What is on the screen at every frame, and which key came when: seen from outside of the page's own code.
  await page.evaluate(() => {
    const seen: { shown: string | null; key: string; shownSince: number; at: number }[] = [];
    let shown: string | null = null;
    let since = 0;
    const look = () => {
      const now = document.querySelector('[data-answer]')?.getAttribute('data-answer') ?? null;
      if (now !== shown) [shown, since] = [now, performance.now()];
      requestAnimationFrame(look);
    };
    look();
    document.addEventListener(
      'keydown',
      (event) => seen.push({ shown, key: event.key, shownSince: since, at: event.timeStamp }),
      true,
    );
    Object.assign(window, { seen });
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  for (let i = 0; i < CLASS; i += 1)
    for (const key of [i % 2 === 0 ? '2' : '3', 'n']) {
      await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key });
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.waitForTimeout(2_000);
  const seen = await page.evaluate(
    () =>
      (window as unknown as { seen: { shown: string; key: string; shownSince: number; at: number }[] }).seen,
  );
  const decisions = await stack.db.gradeDecision.findMany({
    where: { answer: { questionId: of }, decidedBy: { name: 'tess' }, kind: 'grade' },
    select: {
      answer: { select: { submissionId: true } },
      items: { select: { item: { select: { key: true } } } },
    },
  });
  expect(decisions.length).toBeGreaterThan(0);
  // Digits that were pressed while the answer could be seen; two presses take an item off again.
  const wrong = decisions.filter(({ answer, items }) => {
    const pressed = seen.filter(
      ({ shown, shownSince, at }) => shown === answer.submissionId && at >= shownSince,
    );
    return !items.every(({ item }) => pressed.some(({ key }) => key === String(item.key)));
  });
  expect(wrong).toEqual([]);
  await page.context().close();
});

test('two grade the class at once: no conflict, shares for both, two presses an answer', async () => {
  const { stack, browser } = running();
  // Nobody begins before the other can.
  const pages = await Promise.all(
    ['tess', 'theo'].map(async (name) => {
      const page = await signIn(browser, stack.url, name, pageOf(question));
      await nowPainted(page, question);
      return page;
    }),
  );
  const conflicts: string[] = [];
  const presses = await Promise.all(
    pages.map(async (page) => {
      page.on('response', (response) => {
        if (response.status() === 409) conflicts.push(response.url());
      });
      let pressed = 0;
      for (;;) {
        const id = await nowPainted(page, question);
        await page.keyboard.press('1');
        await page.keyboard.press('n');
        pressed += 2;
        const left = page.waitForFunction(
          (before) =>
            document.querySelector('[data-painted]')?.getAttribute('data-painted')?.endsWith(before) ===
            false,
          id,
        );
        const over = page
          .getByText(/All other answers are graded|with a colleague|with colleagues/)
          .waitFor();
        const isOver = await Promise.race([left.then(() => false), over.then(() => true)]);
        left.catch(() => null);
        over.catch(() => null);
        if (isOver) return pressed;
      }
    }),
  );
  const sharesOf = async () => {
    const decisions = await stack.db.gradeDecision.groupBy({
      by: ['decidedById'],
      where: {
        answer: { questionId: question },
        kind: 'grade',
        decidedBy: { name: { in: ['tess', 'theo'] } },
      },
      _count: true,
    });
    return decisions.map(({ _count }) => _count);
  };
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  // A page goes on while its grades are on their way: the last ones may still be.
  const shares = await eventually(sharesOf, (now) => sum(now) >= CLASS);
  const graded = sum(shares);
  expect(conflicts).toEqual([]);
  expect(graded).toBe(CLASS);
  // Whose browser has more of the processor grades more; nobody is left without.
  expect(Math.min(...shares)).toBeGreaterThan(CLASS * 0.2);
  expect(sum(presses) / graded).toBeLessThanOrEqual(2.1);
});
