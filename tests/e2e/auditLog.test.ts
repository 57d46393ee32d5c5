/** An instructor reads in the audit log who did what, in sentences, on a laptop and on a phone. */
import { expect, test } from '@jest/globals';
import { pageMistakes, signIn } from './browser.ts';
import { inBrowser } from './inBrowser.ts';

const running = inBrowser();

test('each act is a sentence with its exact time, and what was written down stands behind it', async () => {
  const { stack, browser } = running();
  const grace = await signIn(browser, stack.url, 'instructor', '/c/cs-7150/settings/audit-log');
  const release = grace.getByRole('listitem').filter({ hasText: /released the grades/ });
  await release
    .first()
    .getByText(/^Grace Hopper released the grades of Day 8, graded\.$/)
    .waitFor();
  const when = release.first().locator('time').first();
  const { at } = await stack.db.auditEvent.findFirstOrThrow({ where: { action: 'releaseGrades' } });
  expect(await when.getAttribute('datetime')).toBe(at.toISOString());
  expect(await when.innerText()).toMatch(/^[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2,3} \d{4} \d{2}:\d{2}:\d{2}$/);
  await grace
    .getByText(/^Grace Hopper published Day 8, graded, version 1, due Wed 17 Feb 2021 14:30\.$/)
    .waitFor();
  await release.first().getByText('As written down').click();
  await release.first().getByText('"released": true').waitFor();
  expect(await pageMistakes(grace)).toEqual([]);
  await grace.context().close();
});
