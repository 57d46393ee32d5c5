import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { listAssignments } from '../../../contract/assignments.ts';
import { call } from '../../../client/src/api/call.ts';
import { afterPaint, paintDue, paintIsDue, paintIsOver } from '../../../client/src/api/paint.ts';

const real = { fetch: globalThis.fetch };
/** What the next frame does. */
let frames: Map<number, () => void>;
let page: EventTarget;

function nextFrame(): void {
  const due = [...frames.values()];
  frames.clear();
  for (const work of due) work();
}

/** What comes after a frame. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  frames = new Map();
  page = new EventTarget();
  let count = 0;
  Object.assign(globalThis, {
    window: page,
    requestAnimationFrame: (work: () => void) => {
      frames.set(++count, work);
      return count;
    },
    cancelAnimationFrame: (id: number) => frames.delete(id),
  });
});
afterEach(() => {
  paintIsOver();
  Object.assign(globalThis, real, {
    window: undefined,
    requestAnimationFrame: undefined,
    cancelAnimationFrame: undefined,
  });
});

/** What was done, in its order. */
function doing(...names: string[]): string[] {
  const done: string[] = [];
  for (const name of names) afterPaint(() => done.push(name));
  return done;
}

describe('what waits for a paint', () => {
  test('is done at once where none is due', () => {
    expect(doing('saved')).toEqual(['saved']);
    expect(paintDue()).toBeNull();
  });

  test('is done after the frame, not in it, in its order', async () => {
    paintIsDue();
    const done = doing('saved', 'asked');
    nextFrame();
    expect(done).toEqual([]);
    await nextTask();
    expect(done).toEqual(['saved', 'asked']);
    expect(doing('asked again')).toEqual(['asked again']);
  });

  test('waits for the last of two that are drawn one after the other', async () => {
    paintIsDue();
    const done = doing('saved');
    nextFrame();
    paintIsDue();
    await nextTask();
    expect(done).toEqual([]);
    nextFrame();
    await nextTask();
    expect(done).toEqual(['saved']);
  });

  test('is done before the page goes, and where nobody sees the page', async () => {
    paintIsDue();
    const left = doing('saved');
    page.dispatchEvent(new Event('beforeunload'));
    expect(left).toEqual(['saved']);
    paintIsDue();
    const unseen = doing('saved');
    await paintDue();
    expect(unseen).toEqual(['saved']);
  });

  test('is every request, too', async () => {
    const fetched = jest.fn<typeof fetch>(() => Promise.resolve(new Response('{"assignments":[]}')));
    globalThis.fetch = fetched;
    paintIsDue();
    const answer = call(listAssignments, { params: { course: 'cs7150' } });
    await Promise.resolve();
    expect(fetched).not.toHaveBeenCalled();
    nextFrame();
    await nextTask();
    await answer;
    expect(fetched).toHaveBeenCalledTimes(1);
  });
});
