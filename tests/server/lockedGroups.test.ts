/** Nobody is offered to join a group of a set that is closed: neither on the list of sets nor beside the draft. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { accept } from '../support/groups.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client;
let ada: Client;
let emmy: Client;
beforeAll(async () => {
  server = await startTestServer();
  [grace, ada, emmy] = (await Promise.all(['grace', 'ada', 'emmy'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
});
afterAll(() => server.close());

/** How many invitations each place shows. */
async function offered(): Promise<[beside: number, listed: number]> {
  const { invitations } = await emmy.call(operations.getMyGroup, { params: SHEET });
  const { assignments } = await emmy.call(operations.listAssignments, { params: { course: COURSE } });
  return [
    invitations.length,
    assignments.find(({ slug }) => slug === SHEET.assignment)!.mine!.invitations.length,
  ];
}

test('an invitation waits while grades are out or the set is archived, and is there again after it', async () => {
  const invited = { userId: await server.userId('emmy') };
  await ada.call(operations.inviteToMyGroup, { params: SHEET, body: invited });
  expect(await offered()).toEqual([1, 1]);
  const release = (released: boolean) =>
    grace.call(operations.releaseGrades, { params: SHEET, body: { released } });
  await release(true);
  expect(await offered()).toEqual([0, 0]);
  await release(false);
  expect(await offered()).toEqual([1, 1]);
  for (const state of ['archived', 'open'] as const) {
    await grace.call(operations.changeSetState, { params: SHEET, body: { state } });
    expect(await offered()).toEqual(state === 'open' ? [1, 1] : [0, 0]);
  }
  await accept(SHEET, emmy);
  const { group } = await emmy.call(operations.getMyGroup, { params: SHEET });
  expect(group?.members).toHaveLength(2);
});
