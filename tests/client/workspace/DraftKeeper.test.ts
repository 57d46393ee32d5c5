import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Draft } from '../../../contract/drafts.ts';
import { ApiError } from '../../../client/src/api/ApiError.ts';
import { DraftKeeper } from '../../../client/src/features/workspace/DraftKeeper.ts';
import type { LocalCopy } from '../../../client/src/features/workspace/drafts.ts';

const ME = { id: '00000000-0000-4000-8000-000000000001', name: 'Ada' };
const draft = (text: string, revision: number): Draft => ({
  key: 'q',
  text,
  revision,
  savedAt: '2021-02-17T19:30:00.000Z',
  savedBy: ME,
});

const local = new Map<string, LocalCopy>();
const save = jest.fn<(key: string, text: string, baseRevision: number) => Promise<Draft>>();

function keeperOf(server?: Draft): DraftKeeper {
  const keeper = new DraftKeeper({
    save,
    local: {
      read: (key) => local.get(key) ?? null,
      write: (key, copy) => void local.set(key, copy),
      remove: (key) => void local.delete(key),
    },
    delayMs: 60_000,
  });
  keeper.open('q', server, '');
  return keeper;
}

beforeEach(() => {
  local.clear();
  save.mockReset();
  save.mockImplementation((_key, text, base) => Promise.resolve(draft(text, base + 1)));
});

describe('keeping a text', () => {
  test('every edit is on this device before it is on the server', async () => {
    const keeper = keeperOf();
    keeper.edit('q', 'one');
    expect(local.get('q')).toEqual({ text: 'one', revision: 0 });
    expect(keeper.saveState()).toEqual({ kind: 'unsaved' });
    await keeper.flush();
    expect(save).toHaveBeenCalledWith('q', 'one', 0);
    expect(local.has('q')).toBe(false);
    expect(keeper.saveState()).toEqual({ kind: 'saved', at: '2021-02-17T19:30:00.000Z' });
  });

  test('saves go one after the other, each from the revision before', async () => {
    const keeper = keeperOf(draft('zero', 5));
    keeper.edit('q', 'one');
    const first = keeper.flush();
    keeper.edit('q', 'two');
    await Promise.all([first, keeper.flush()]);
    expect(save.mock.calls).toEqual([
      ['q', 'one', 5],
      ['q', 'two', 6],
    ]);
    keeper.close();
  });

  test('an unreachable server leaves the text here, and a later flush sends it', async () => {
    const keeper = keeperOf();
    save.mockRejectedValueOnce(new ApiError('unreachable', 'no answer'));
    keeper.edit('q', 'one');
    await keeper.flush();
    expect(local.get('q')?.text).toBe('one');
    expect(keeper.saveState()).toEqual({ kind: 'unsaved' });
    await keeper.flush();
    expect(local.has('q')).toBe(false);
  });

  test('a conflict keeps both and saves nothing until somebody chooses', async () => {
    const keeper = keeperOf(draft('a', 1));
    save.mockRejectedValueOnce(
      new ApiError('draft_conflict', 'meanwhile', { yours: 'mine', theirs: draft('theirs', 2) }),
    );
    keeper.edit('q', 'mine');
    await keeper.flush();
    expect(keeper.saveState()).toEqual({ kind: 'conflict' });
    await keeper.flush();
    expect(save).toHaveBeenCalledTimes(1);
    keeper.resolve('q', 'mine');
    await keeper.flush();
    expect(save).toHaveBeenLastCalledWith('q', 'mine', 2);
    expect(keeper.hasConflict()).toBe(false);
  });

  test('a refusal is told and ends with the next edit', async () => {
    const keeper = keeperOf();
    save.mockRejectedValueOnce(new ApiError('too_large', 'At most 200 000 characters.'));
    keeper.edit('q', 'long');
    await keeper.flush();
    expect(keeper.saveState()).toEqual({ kind: 'refused', message: 'At most 200 000 characters.' });
    keeper.edit('q', 'short');
    expect(keeper.saveState()).toEqual({ kind: 'unsaved' });
    await keeper.flush();
  });

  test('a copy left by a closed tab is sent when the page opens again', async () => {
    local.set('q', { text: 'left', revision: 2 });
    const keeper = keeperOf(draft('a', 2));
    expect(keeper.text('q')).toBe('left');
    await keeper.flush();
    expect(save).toHaveBeenCalledWith('q', 'left', 2);
  });
});
