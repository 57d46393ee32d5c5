/** Who saves a draft, types on and leaves, comes back and leaves again: the last words are saved, or are there on return. */
import { expect, test } from '@jest/globals';
import { saveInTurn } from '../../../../client/src/features/authoring/editor/inTurn.ts';
import { leftUnsaved } from '../../../../client/src/features/authoring/editor/leftUnsaved.ts';

const by = { id: '00000000-0000-4000-8000-000000000001', name: 'Ada Lovelace' };
const draft = (text: string, revision: number) => ({
  ...{ set: 'day-09', revision },
  files: { 'assignment.yaml': text },
  saved: { by, at: '2026-12-03T19:30:00.000Z' },
  base: 0,
});

/** A server that has one draft, and answers when it is told to. */
function server() {
  let kept = draft('', 0);
  const waiting: (() => void)[] = [];
  return {
    kept: () => kept,
    answer: async () => {
      waiting.shift()!();
      await new Promise((resolve) => setTimeout(resolve));
    },
    isQuiet: () => waiting.length === 0,
    save: (asked: { files: Record<string, string>; revision: number }) =>
      new Promise<Omit<typeof kept, 'files'>>((resolve, reject) => {
        waiting.push(() => {
          if (asked.revision !== kept.revision) return reject(new Error('draft_conflict'));
          kept = { ...kept, files: asked.files as typeof kept.files, revision: kept.revision + 1 };
          const { files: _, ...saved } = kept;
          resolve(saved);
        });
      }),
  };
}

const of = (text: string, revision: number) => ({ files: draft(text, 0).files, revision });
const soon = () => new Promise((resolve) => setTimeout(resolve));

test('a save follows the one that is on its way, and never overtakes it', async () => {
  const { save, answer, kept, isQuiet } = server();
  const first = saveInTurn('c/day-09', of('one', 0), save);
  const second = saveInTurn('c/day-09', of('two', 0), save);
  await soon();
  await answer();
  await answer();
  expect((await first).revision).toBe(1);
  expect(await second).toEqual(kept());
  expect(kept()).toMatchObject({ revision: 2, files: { 'assignment.yaml': 'two' } });
  expect(isQuiet()).toBe(true);
});

test('what is no more on its way is followed by nothing: a draft that was thrown away begins anew', async () => {
  const { save, answer } = server();
  const first = saveInTurn('c/day-09', of('one', 0), save);
  await soon();
  await answer();
  await first;
  const anew = server();
  const second = saveInTurn('c/day-09', of('two', 0), anew.save);
  await soon();
  await anew.answer();
  expect((await second).revision).toBe(1);
});

test('one that fails keeps the next from nothing', async () => {
  const { save, answer, kept } = server();
  const failed = expect(saveInTurn('c/day-09', of('one', 5), save)).rejects.toThrow('draft_conflict');
  const second = saveInTurn('c/day-09', of('two', 0), save);
  await soon();
  await answer();
  await failed;
  await soon();
  await answer();
  expect((await second).revision).toBe(1);
  expect(kept().files).toEqual({ 'assignment.yaml': 'two' });
});

test('a late save of what was left before takes nothing away that was left since', () => {
  const [first, second] = ['one', 'two'].map((text) => ({
    ...{ files: draft(text, 0).files, kept: draft('', 0) },
    saving: Promise.resolve(null),
  }));
  leftUnsaved.keep('c', 'day-09', first!);
  leftUnsaved.keep('c', 'day-09', second!);
  leftUnsaved.forget('c', 'day-09', first);
  expect(leftUnsaved.get('c', 'day-09')).toBe(second);
  leftUnsaved.forget('c', 'day-09', undefined);
  expect(leftUnsaved.get('c', 'day-09')).toBe(second);
  leftUnsaved.forget('c', 'day-09', second);
  expect(leftUnsaved.get('c', 'day-09')).toBeUndefined();
});
