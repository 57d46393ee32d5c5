import { describe, expect, test } from '@jest/globals';
import type { Draft } from '../../../contract/drafts.ts';
import {
  acceptSaved,
  editDraft,
  isDirty,
  openDraft,
  receiveDraft,
  resolveConflict,
} from '../../../client/src/features/workspace/drafts.ts';

const BEN = { id: '00000000-0000-4000-8000-000000000002', name: 'Ben' };
const draft = (text: string, revision: number): Draft => ({
  key: 'momentum',
  text,
  revision,
  savedAt: '2021-02-17T19:30:00.000Z',
  savedBy: BEN,
});

describe('opening', () => {
  test('nothing anywhere: the initial text, not dirty', () => {
    const state = openDraft(undefined, null, 'starter');
    expect(state).toMatchObject({ text: 'starter', revision: 0, theirs: null });
    expect(isDirty(state)).toBe(false);
  });
  test('a local copy of the server’s revision is newer than it', () => {
    const state = openDraft(draft('server', 3), { text: 'local', revision: 3 }, '');
    expect(state).toMatchObject({ text: 'local', revision: 3, theirs: null });
    expect(isDirty(state)).toBe(true);
  });
  test('a local copy of an older revision and another text are both kept', () => {
    const state = openDraft(draft('server', 4), { text: 'local', revision: 3 }, '');
    expect(state.text).toBe('local');
    expect(state.theirs?.text).toBe('server');
  });
  test('a local copy that says the same is no conflict', () => {
    expect(openDraft(draft('same', 4), { text: 'same', revision: 3 }, '')).toMatchObject({
      revision: 4,
      theirs: null,
    });
  });
  test('a local copy without any on the server', () => {
    expect(openDraft(undefined, { text: 'local', revision: 0 }, '').text).toBe('local');
  });
});

test('what is typed while a save is on its way stays and is dirty', () => {
  const typing = editDraft(openDraft(draft('a', 1), null, ''), 'ab');
  const later = editDraft(typing, 'abc');
  const state = acceptSaved(later, draft('ab', 2));
  expect(state).toMatchObject({ text: 'abc', revision: 2 });
  expect(isDirty(state)).toBe(true);
});

describe('a newer version of the server’s', () => {
  test('replaces an untouched text', () => {
    expect(receiveDraft(openDraft(draft('a', 1), null, ''), draft('b', 2))).toMatchObject({
      text: 'b',
      revision: 2,
    });
  });
  test('stands beside a changed one', () => {
    const state = receiveDraft(editDraft(openDraft(draft('a', 1), null, ''), 'mine'), draft('b', 2));
    expect(state).toMatchObject({ text: 'mine', revision: 1 });
    expect(state.theirs?.text).toBe('b');
  });
  test('is ignored when it is not newer', () => {
    const state = editDraft(openDraft(draft('a', 2), null, ''), 'mine');
    expect(receiveDraft(state, draft('old', 2))).toBe(state);
  });
});

describe('ending a conflict', () => {
  const conflict = receiveDraft(editDraft(openDraft(draft('a', 1), null, ''), 'mine'), draft('theirs', 2));
  test('mine is written over theirs', () => {
    const state = resolveConflict(conflict, 'mine');
    expect(state).toMatchObject({ text: 'mine', savedText: 'theirs', revision: 2, theirs: null });
    expect(isDirty(state)).toBe(true);
  });
  test('theirs is as saved', () => {
    const state = resolveConflict(conflict, 'theirs');
    expect(state.text).toBe('theirs');
    expect(isDirty(state)).toBe(false);
  });
  test('both keep every word', () => {
    expect(resolveConflict(conflict, 'both').text).toBe('mine\n\ntheirs');
  });
});
