import { expect, test } from '@jest/globals';
import type { Draft } from '../../../contract/drafts.ts';
import { placeholderOf } from '../../../client/src/features/images/imageNames.ts';
import { clearLeftovers } from '../../../client/src/features/images/leftovers.ts';
import { openDraft } from '../../../client/src/features/workspace/drafts.ts';

const draft = (key: string, userId: string): Draft => ({
  key,
  text: `Answer ${key}.\n\n${placeholderOf('loss.png', 1)}\n`,
  revision: 3,
  savedAt: '2021-02-17T19:30:00.000Z',
  savedBy: { id: userId, name: userId },
});

test('what an upload left behind goes, unless it may be the upload of another member', () => {
  const drafts = [draft('mine', 'ada'), draft('theirs', 'emmy')];
  const local = { text: `Unsaved. ${placeholderOf('a.png', 1)}`, revision: 0 };
  const states = new Map([
    ...drafts.map((each) => [each.key, openDraft(each, null, '')] as const),
    ['unsaved', openDraft(undefined, local, '')] as const,
    ['conflict', openDraft(draft('conflict', 'ada'), local, '')] as const,
  ]);
  const edited = new Map<string, string>();
  const keeper = {
    get: (key: string) => states.get(key)!,
    edit: (key: string, text: string) => void edited.set(key, text),
  };
  clearLeftovers(keeper, [...states.keys()], [...drafts, draft('conflict', 'ada')], 'ada');
  expect([...edited]).toEqual([
    ['mine', 'Answer mine.'],
    ['unsaved', 'Unsaved.'],
  ]);
});
