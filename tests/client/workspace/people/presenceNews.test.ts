import { afterAll, afterEach, beforeEach, expect, jest, test } from '@jest/globals';

const stored = new Map<string, string>();
Object.defineProperty(globalThis, 'localStorage', {
  value: {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  },
  configurable: true,
});
const { newsBetween, PresenceNews, presenceTold, setPresenceTold } =
  await import('../../../../client/src/features/workspace/people/presenceNews.ts');

const GROUP = ['Emmy', 'Sofia'];
const told: string[] = [];
let news: InstanceType<typeof PresenceNews>;
beforeEach(() => {
  jest.useFakeTimers();
  told.length = 0;
  news = new PresenceNews((words) => told.push(words));
});
afterEach(() => {
  news.close();
  jest.useRealTimers();
  setPresenceTold(true);
});

afterAll(() => void Reflect.deleteProperty(globalThis, 'localStorage'));

test('who came, then who left', () => {
  expect(newsBetween(new Set(['Emmy']), new Set(['Sofia']))).toBe('Sofia is here, Emmy left');
  expect(newsBetween(new Set(['Emmy']), new Set(['Emmy']))).toBe('');
});

test('once in ten seconds, and what passed meanwhile is not told', () => {
  news.here(['Emmy'], GROUP);
  jest.advanceTimersByTime(1_000);
  expect(told).toEqual(['Emmy is here']);
  news.here([], GROUP);
  jest.advanceTimersByTime(5_000);
  news.here(['Emmy'], GROUP);
  jest.advanceTimersByTime(9_000);
  expect(told).toEqual(['Emmy is here']);
  news.here(['Emmy', 'Sofia'], GROUP);
  jest.advanceTimersByTime(1_000);
  expect(told).toEqual(['Emmy is here', 'Sofia is here']);
});

test('whoever leaves a group is not told that the others left, nor they more than that', () => {
  news.here(['Emmy', 'Sofia'], GROUP);
  jest.advanceTimersByTime(1_000);
  news.here([], []);
  jest.advanceTimersByTime(20_000);
  expect(told).toEqual(['Emmy is here, Sofia is here']);
  // Of whom is a member still, it is told.
  news.here(['Emmy', 'Sofia'], GROUP);
  jest.advanceTimersByTime(20_000);
  news.here([], ['Emmy']);
  jest.advanceTimersByTime(20_000);
  expect(told.slice(1)).toEqual(['Emmy is here, Sofia is here', 'Emmy left']);
});

test('it can be off, on this device', () => {
  setPresenceTold(false);
  news.here(['Emmy'], GROUP);
  jest.advanceTimersByTime(20_000);
  expect(told).toEqual([]);
  expect([presenceTold.get(), [...stored.values()]]).toEqual([false, ['off']]);
});
