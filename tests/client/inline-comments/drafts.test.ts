import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sessionEnded } from '../../../client/src/api/call.ts';
import { reachable, reportReached } from '../../../client/src/api/reachability.ts';
import { device, readKept } from '../../../client/src/app/keptWords.ts';
import {
  discard,
  draftOf,
  keepDraft,
  sendDraft,
  sendLeftDraft,
  unsentComments,
  writeAs,
  type Draft,
} from '../../../client/src/features/inline-comments/drafts.ts';

const ANSWER = { submissionId: '00000000-0000-4000-8000-00000000000a', question: 'adam' };
const draft = (id: string, text: string): Draft => ({
  ...{ id, text, start: 0, end: 5, baseRevision: null, before: '' },
});

type Answer = { status: number; body: unknown } | 'lost';
/** Requests that have not been answered, the first one first. */
let asked: { text: string; answer: (answer: Answer) => Promise<void> }[];
const realFetch = globalThis.fetch;
const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 2));
const saved: Answer = { status: 200, body: { comments: [] } };
const refused = (message: string): Answer => ({
  status: 422,
  body: { error: { code: 'unacceptable', message } },
});
const unsent = () => unsentComments.get().map((each) => [each.draft.text, each.waits]);

beforeEach(() => {
  asked = [];
  globalThis.fetch = (url, init) =>
    new Promise((resolve, reject) => {
      if (String(url).endsWith('/health')) return;
      asked.push({
        text: (JSON.parse(String(init?.body)) as { text: string }).text,
        answer: (answer) => {
          if (answer === 'lost') reject(new TypeError('Failed to fetch'));
          else resolve(new Response(JSON.stringify(answer.body), { status: answer.status }));
          return soon();
        },
      });
    });
});
afterEach(() => {
  globalThis.fetch = realFetch;
  for (const each of unsentComments.get()) discard(each);
  keepDraft(ANSWER, null);
  reportReached(true);
  sessionEnded.set(false);
});

test('what is left is sent, and is no draft any more', async () => {
  keepDraft(ANSWER, draft('one', 'Why?'));
  sendLeftDraft(ANSWER);
  expect(draftOf(ANSWER)).toBeNull();
  await soon();
  await asked[0]!.answer(saved);
  expect(unsent()).toEqual([]);
});

test('a refusal of what was left is told, and it is there on return', async () => {
  keepDraft(ANSWER, draft('one', 'Why?'));
  sendLeftDraft(ANSWER);
  await soon();
  await asked[0]!.answer(refused('This answer has 50 comments, the most there may be.'));
  expect(unsentComments.get()).toMatchObject([
    { why: 'This answer has 50 comments, the most there may be.' },
  ]);
  expect(draftOf(ANSWER)?.text).toBe('Why?');
});

test('what could not be sent is not lost for another one of the same answer', async () => {
  keepDraft(ANSWER, draft('one', 'Why?'));
  sendLeftDraft(ANSWER);
  await soon();
  // Back before it has failed, and about another passage.
  keepDraft(ANSWER, draft('two', 'And here?'));
  await asked[0]!.answer('lost');
  expect(unsent()).toEqual([['Why?', true]]);
  expect(draftOf(ANSWER)?.text).toBe('And here?');
  sendLeftDraft(ANSWER);
  await soon();
  await asked[1]!.answer('lost');
  expect(unsent()).toEqual([
    ['Why?', true],
    ['And here?', true],
  ]);
});

test('what waits is sent when the server can be reached again', async () => {
  keepDraft(ANSWER, draft('one', 'Why?'));
  sendLeftDraft(ANSWER);
  await soon();
  await asked[0]!.answer('lost');
  expect(reachable.get()).toBe(false);
  reportReached(true);
  await soon();
  expect(asked.map(({ text }) => text)).toEqual(['Why?', 'Why?']);
  await asked[1]!.answer(saved);
  expect(unsent()).toEqual([]);
});

test('words that were written since stay when the earlier ones arrive', async () => {
  keepDraft(ANSWER, draft('one', 'Why?'));
  const sending = sendDraft(ANSWER, draft('one', 'Why?'));
  keepDraft(ANSWER, draft('one', 'Why so?'));
  await soon();
  await asked[0]!.answer(saved);
  await sending;
  expect(draftOf(ANSWER)?.text).toBe('Why so?');
});

describe('on this device', () => {
  /** What a page finds that is opened after this one has ended. */
  const kept = (person = 'ada') => readKept(device, person, `comment adam ${ANSWER.submissionId}`);
  beforeEach(() => writeAs('ada'));

  test('words are kept under their writer until they are sent, and as they were written last', async () => {
    keepDraft(ANSWER, draft('one', 'Why?'));
    keepDraft(ANSWER, draft('one', 'Why so?'));
    expect(kept()).toMatchObject({ id: 'one', text: 'Why so?' });
    expect(kept('grace')).toBeNull();
    const sending = sendDraft(ANSWER, draft('one', 'Why so?'));
    await soon();
    expect(kept()).not.toBeNull();
    await asked[0]!.answer(saved);
    await sending;
    expect(kept()).toBeNull();
  });

  test('what was left stays until it has arrived, and is no draft on the way', async () => {
    keepDraft(ANSWER, draft('one', 'Why?'));
    sendLeftDraft(ANSWER);
    expect(draftOf(ANSWER)).toBeNull();
    await soon();
    await asked[0]!.answer(refused('This answer has 50 comments, the most there may be.'));
    expect(kept()).toMatchObject({ text: 'Why?' });
    discard(unsentComments.get()[0]!);
    expect([kept(), draftOf(ANSWER)]).toEqual([null, null]);
  });

  test('nothing is kept of a form in which nothing was written, or which was closed', () => {
    keepDraft(ANSWER, { ...draft('one', 'Why?'), before: 'Why?' });
    expect(kept()).toBeNull();
    keepDraft(ANSWER, draft('one', 'Why?'));
    keepDraft(ANSWER, null);
    expect(kept()).toBeNull();
  });
});
