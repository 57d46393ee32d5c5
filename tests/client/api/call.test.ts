import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { listAssignments } from '../../../contract/assignments.ts';
import { writeText } from '../../../contract/documents.ts';
import { GroupConflict } from '../../../contract/groups.ts';
import { readRule } from '../../../contract/rules.ts';
import { addNote } from '../../../contract/students.ts';
import { BUILD_HEADER, OWNER_PARAM, signIn, signOut, TIME_HEADER } from '../../../contract/session.ts';
import { keyFor } from '../../../client/src/api/actKeys.ts';
import { ApiError } from '../../../client/src/api/ApiError.ts';
import { call, sessionEnded, setCsrfToken } from '../../../client/src/api/call.ts';
import { serverNow, setServerTime } from '../../../client/src/api/clock.ts';
import { outdated, reachable, reportReached } from '../../../client/src/api/reachability.ts';

const answer = (status: number, body: unknown) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
const ID = '00000000-0000-4000-8000-000000000001';
const NO_REASON = 'Stepwise had a problem (502). What was saved is safe; try again.';
const fetched = jest.fn<typeof fetch>();
const realFetch = globalThis.fetch;
const save = () =>
  call(writeText, {
    params: { course: 'cs7150', assignment: 'day-08', key: 'momentum' },
    body: { text: 'x' },
  });

beforeEach(() => {
  fetched.mockReset();
  globalThis.fetch = fetched;
  setCsrfToken('token', null);
});
afterEach(() => {
  globalThis.fetch = realFetch;
  sessionEnded.set(false);
  reportReached(true);
});

describe('a call', () => {
  test('fills in the path and sends body and CSRF token', async () => {
    fetched.mockResolvedValue(answer(200, { revision: 1 }));
    await save();
    const [url, init] = fetched.mock.calls[0] ?? [];
    expect(url).toBe('/api/courses/cs7150/assignments/day-08/document/texts/momentum');
    expect(init?.method).toBe('PUT');
    expect(init?.body).toBe('{"text":"x"}');
    expect(new Headers(init?.headers).get('x-csrf-token')).toBe('token');
  });

  test('a GET carries no token', async () => {
    fetched.mockResolvedValue(answer(200, { assignments: [] }));
    await call(listAssignments, { params: { course: 'cs7150' } });
    expect(new Headers(fetched.mock.calls[0]?.[1]?.headers).has('x-csrf-token')).toBe(false);
  });

  test('an error is the server’s code, message and details', async () => {
    const people = [{ id: '00000000-0000-4000-8000-000000000002', name: 'Ben' }];
    fetched.mockResolvedValue(
      answer(409, { error: { code: 'group_conflict', message: 'Ben left.', details: { people } } }),
    );
    const error = await save().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'group_conflict', message: 'Ben left.' });
    expect((error as ApiError).detailsAs(GroupConflict).people).toEqual(people);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test('a refused CSRF token is renewed and the call sent once more, not for ever', async () => {
    fetched
      .mockResolvedValueOnce(answer(403, { error: { code: 'csrf', message: 'old' } }))
      .mockResolvedValueOnce(answer(200, { csrfToken: 'new' }))
      .mockResolvedValueOnce(answer(403, { error: { code: 'csrf', message: 'old' } }));
    await expect(save()).rejects.toMatchObject({ code: 'csrf' });
    expect(fetched).toHaveBeenCalledTimes(3);
    expect(new Headers(fetched.mock.calls[2]?.[1]?.headers).get('x-csrf-token')).toBe('new');
  });

  test('what one person asked for is not done in the name of another who has signed in in another tab', async () => {
    setCsrfToken('old', 'ada');
    fetched
      .mockResolvedValueOnce(answer(403, { error: { code: 'csrf', message: 'old' } }))
      .mockResolvedValueOnce(answer(200, { csrfToken: 'new', user: { id: 'emmy' } }))
      .mockResolvedValueOnce(answer(401, { error: { code: 'not_signed_in', message: 'Somebody else.' } }));
    await expect(save()).rejects.toMatchObject({ code: 'not_signed_in' });
    expect(fetched).toHaveBeenCalledTimes(3);
    // Every request says whose it is, and the server compares.
    const owners = fetched.mock.calls.map(([url]) =>
      new URL(url as string, 'http://x').searchParams.get(OWNER_PARAM),
    );
    expect(owners).toEqual(['ada', 'ada', 'ada']);
    expect(sessionEnded.get()).toBe(true);
    // Signing in again ends the other session.
    fetched
      .mockResolvedValueOnce(answer(403, { error: { code: 'csrf', message: 'old' } }))
      .mockResolvedValueOnce(answer(200, { csrfToken: 'new', user: { id: 'emmy' } }))
      .mockResolvedValueOnce(answer(200, { csrfToken: 'newer', user: { id: 'ada' } }));
    await call(signIn, { body: { email: 'ada@example.edu', password: 'secret' } });
    expect(fetched).toHaveBeenCalledTimes(6);
  });

  test('no answer at all is unreachable, and the pages are told', async () => {
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(save()).rejects.toMatchObject({ code: 'unreachable' });
    expect(reachable.get()).toBe(false);
  });

  test('pages of another build than this one’s are noticed, and a server that says nothing of it is not', async () => {
    const ofBuild = (build: string | null) =>
      new Response('{"assignments":[]}', { headers: build === null ? {} : { [BUILD_HEADER]: build } });
    const seen = [];
    for (const build of [null, 'one', null, 'one', 'two', 'one']) {
      fetched.mockResolvedValue(ofBuild(build));
      await call(listAssignments, { params: { course: 'cs7150' } });
      seen.push(outdated.get());
    }
    expect(seen).toEqual([false, false, false, false, true, true]);
    outdated.set(false);
  });

  test('what an answer or a refusal says has happened is not to come by the clock of its page, however long an answer took', async () => {
    const isPast = async (took: number, status: number) => {
      const answeredAt = new Date(Date.now() - took);
      const headers = { [TIME_HEADER]: answeredAt.toISOString() };
      fetched.mockResolvedValue(
        new Response(JSON.stringify({ error: { code: 'conflict', message: 'No.' } }), { status, headers }),
      );
      await save().catch(() => undefined);
      return serverNow() >= answeredAt.getTime();
    };
    // Of the session, on its way for a minute.
    setServerTime(new Date(Date.now() - 60_000).toISOString());
    for (const took of [40_000, 50_000, 3_000, 0, 20_000, -5_000])
      expect(await isPast(took, took % 20_000 === 0 ? 409 : 200)).toBe(true);
    // The one that was the quickest says most: none after it sets the clock back.
    expect(serverNow()).toBeGreaterThanOrEqual(Date.now() + 5_000 - 10);
    setServerTime(new Date().toISOString());
  });

  test('what a page from before an update asks in a form of before, says so, and how to go on', async () => {
    const refused = (message: string, build: string) =>
      new Response(JSON.stringify({ error: { code: 'invalid_request', message } }), {
        status: 400,
        headers: { [BUILD_HEADER]: build },
      });
    const form =
      'The request has a mistake (appliedItemIds): Invalid input: expected array, received undefined';
    const said = [];
    for (const [message, build] of [
      [form, 'one'],
      [form, 'two'],
      ['A name has at most 100 characters.', 'two'],
    ] as const) {
      fetched.mockResolvedValue(refused(message, build));
      said.push(((await save().catch((error: unknown) => error)) as ApiError).message);
    }
    // By the page's own build the form is the page's fault; what somebody entered is theirs by any.
    expect([said[0], said[2]]).toEqual([form, 'A name has at most 100 characters.']);
    expect(said[1]).toContain('Nothing was changed: copy what you wrote, load the page again');
    outdated.set(false);
  });

  test('the end of the session is noticed', async () => {
    fetched.mockResolvedValue(answer(401, { error: { code: 'not_signed_in', message: 'Sign in again.' } }));
    await expect(save()).rejects.toMatchObject({ code: 'not_signed_in' });
    expect(sessionEnded.get()).toBe(true);
  });

  test('two clicks in one moment are one request with one answer; after it the same is asked anew', async () => {
    fetched.mockImplementation(async () => answer(200, { revision: fetched.mock.calls.length }));
    expect(await Promise.all([save(), save(), save()])).toEqual([{ revision: 1 }, { revision: 1 }, { revision: 1 }]); // prettier-ignore
    expect(await save()).toEqual({ revision: 2 });
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const lost = await Promise.allSettled([save(), save()]);
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(fetched).toHaveBeenCalledTimes(3);
    const [one, other] = [new AbortController(), new AbortController()];
    const give = (signal: AbortSignal) =>
      call(writeText, { params: { course: 'c', assignment: 'a', key: 'k' }, body: { text: 'x' } }, signal);
    await Promise.all([give(one.signal), give(other.signal)]);
    expect(fetched).toHaveBeenCalledTimes(5);
  });

  test('whatever is asked at whatever pace, what was asked last is what stands', async () => {
    const asked = fc.record({
      key: fc.constantFrom('a', 'b'),
      text: fc.constantFrom('on', 'off'),
      wait: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 12 }), async (changes) => {
        const stands = new Map<string, string>();
        const order: string[] = [];
        fetched.mockImplementation(async (url, init) => {
          stands.set(String(url).at(-1)!, (JSON.parse(String(init?.body)) as { text: string }).text);
          order.push(`${url} ${init?.body}`);
          await new Promise((done) => setTimeout(done));
          return answer(200, { revision: 1 });
        });
        const wanted = new Map<string, string>();
        const sent: Promise<unknown>[] = [];
        for (const { key, text, wait } of changes) {
          wanted.set(key, text);
          sent.push(call(writeText, { params: { course: 'c', assignment: 's', key }, body: { text } }));
          if (wait) await Promise.all(sent);
        }
        await Promise.all(sent);
        expect(stands).toEqual(wanted);
        // Without a pause between, no request is like the one before it.
        if (changes.every(({ wait }) => !wait))
          expect(order.every((each, index) => each !== order[index - 1])).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  const noted = (text: string) =>
    call(addNote, { params: { course: 'cs7150', userId: ID }, body: { text } }).catch(() => 'failed');
  const keys = () =>
    fetched.mock.calls.map(([, init]) => new Headers(init?.headers).get('idempotency-key') ?? 'none');

  test('what is tried again after its answer was lost has the same key, until there is an answer', async () => {
    const fault = { error: { code: 'unavailable', message: 'In a moment.' } };
    fetched
      .mockRejectedValueOnce(new TypeError('no network'))
      .mockResolvedValueOnce(answer(503, fault))
      .mockResolvedValueOnce(answer(502, '<html>'))
      .mockResolvedValueOnce(answer(201, { notes: [] }))
      .mockResolvedValueOnce(answer(201, { notes: [] }));
    for (let time = 0; time < 5; time += 1) await noted('Was ill.');
    const [first, ...others] = keys();
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(others.slice(0, 3)).toEqual([first, first, first]);
    // That one was answered: the same once more is meant.
    expect(others[3]).not.toBe(first);
  });

  test('what only asks changed nothing when it was not answered, and says so', async () => {
    fetched.mockRejectedValue(new TypeError('no network'));
    const read = call(readRule, {
      params: { course: 'cs7150', assignment: 'day-08', question: 'momentum' },
      body: { text: '$v$' },
    });
    await expect(read).rejects.toMatchObject({
      message: 'Could not reach Stepwise. Nothing was changed; try again.',
    });
    await expect(save()).rejects.toMatchObject({ message: expect.stringContaining('may or may not') });
  });

  test('without a network nobody is signed in, and nobody who entered nothing is told that it is still here', async () => {
    fetched.mockRejectedValue(new TypeError('no network'));
    const messageOf = (asked: Promise<unknown>) =>
      asked.catch((error: unknown) => (error as ApiError).message);
    const entered = await messageOf(call(signIn, { body: { email: 'ada@stepwise.example', password: 'x' } }));
    expect(entered).toMatch(/you are not signed in\. Nothing else was changed; try again\.$/);
    const out = await messageOf(call(signOut, {}));
    expect(out).toBe(
      'Could not reach Stepwise, so this may or may not have been done. Try again, or load the page to see.',
    );
    expect(await messageOf(save())).toContain('What you entered is still here: try again');
  });

  test('a key is kept for an hour', () => {
    const first = keyFor('a note', 0);
    expect(keyFor('another note', 1)).not.toBe(first);
    expect(keyFor('a note', 59 * 60_000)).toBe(first);
    expect(keyFor('a note', 3 * 60 * 60_000)).not.toBe(first);
  });

  test('another act, one that was refused, and one of somebody else have keys of their own', async () => {
    fetched.mockRejectedValueOnce(new TypeError('no network'));
    await noted('One.');
    fetched.mockResolvedValueOnce(answer(422, { error: { code: 'unacceptable', message: 'No.' } }));
    await noted('Two.');
    fetched.mockImplementation(async () => answer(201, { notes: [] }));
    await noted('Two.');
    setCsrfToken('token', 'somebody else');
    await noted('One.');
    await save();
    expect(new Set(keys().slice(0, 4)).size).toBe(4);
    expect(keys()[4]).toBe('none');
  });

  test('an answer that is not ours, such as a proxy’s page, is an error without its text', async () => {
    fetched.mockResolvedValue(answer(502, '<html>Bad gateway</html>'));
    await expect(save()).rejects.toMatchObject({ code: 'internal', message: NO_REASON });
  });
});
