import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test } from '@jest/globals';
import { listSavedComments } from '../../../contract/savedComments.ts';
import { ApiError } from '../../../client/src/api/ApiError.ts';
import { ASIDE, putInto, queryClient, queryOf, unreadAsides } from '../../../client/src/api/query.ts';

const stops: (() => void)[] = [];
const refused = new ApiError('forbidden', 'Your role does not allow this.');
const broken = new ApiError('locked', 'This is closed.');

/** A page's reader of something that fails in this way, after it has. */
async function read(key: string, error: Error, meta?: typeof ASIDE): Promise<void> {
  const queryFn = () => Promise.reject(error);
  const observer = new QueryObserver(queryClient, { queryKey: [key], queryFn, ...(meta && { meta }) });
  await new Promise<void>((resolve) => {
    stops.push(observer.subscribe(({ isError }) => isError && resolve()));
  });
}

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  queryClient.clear();
});

test('what is missing beside a page is said above it, each reason once', async () => {
  await read('people', broken, ASIDE);
  await read('requests', broken, ASIDE);
  expect(unreadAsides.get()).toEqual({ why: broken.message, isFinal: false });
});

test('a reason that the page itself says is not said a second time', async () => {
  await read('people', refused, ASIDE);
  expect(unreadAsides.get()).toEqual({ why: refused.message, isFinal: true });
  await read('student', refused);
  expect(unreadAsides.get()).toBeNull();
  await read('requests', broken, ASIDE);
  expect(unreadAsides.get()).toEqual({ why: broken.message, isFinal: false });
});

test('what a change has answered is not put away by a read that left before it', async () => {
  const answers: ((grade: { comments: unknown[] }) => void)[] = [];
  const realFetch = globalThis.fetch;
  globalThis.fetch = () =>
    new Promise((resolve) => {
      answers.push((body) => resolve(new Response(JSON.stringify(body))));
    });
  const input = { params: { course: 'cs7150' } };
  const listed = () => queryClient.getQueryData(queryOf(listSavedComments, input).queryKey);
  const soon = () => new Promise((resolve) => setTimeout(resolve, 5));
  try {
    const observer = new QueryObserver(queryClient, queryOf(listSavedComments, input));
    stops.push(observer.subscribe(() => undefined));
    await soon();
    // The first read is on its way: nothing is known to put anything into, and it is read anew.
    putInto(listSavedComments, input, () => ({ comments: [] }));
    await soon();
    expect(answers).toHaveLength(2);
    answers[0]!({ comments: ['old'] });
    await soon();
    expect(listed()).toBeUndefined();
    answers[1]!({ comments: ['first'] });
    await soon();
    expect(listed()).toEqual({ comments: ['first'] });
    // A second read is, and what it says is older than the change.
    void observer.refetch();
    await soon();
    const saved = { comments: [{ id: 'saved' }] as never[] };
    putInto(listSavedComments, input, () => saved);
    answers[2]!({ comments: ['old'] });
    await soon();
    expect(listed()).toEqual(saved);
    expect(answers).toHaveLength(4);
    // Without one nothing is read anew.
    answers[3]!({ comments: ['new'] });
    await soon();
    putInto(listSavedComments, input, () => saved);
    await soon();
    expect(answers).toHaveLength(4);
    expect(listed()).toEqual(saved);
  } finally {
    globalThis.fetch = realFetch;
  }
});
