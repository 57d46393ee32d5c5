import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test } from '@jest/globals';
import { ApiError } from '../../../client/src/api/ApiError.ts';
import { ASIDE, queryClient, unreadAsides } from '../../../client/src/api/query.ts';

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
