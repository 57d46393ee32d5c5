import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  afterSave,
  carriedOver,
  changeOf,
  changeWords,
  type Stored,
} from '../../../client/src/features/roster/enrolmentChanges.ts';
import { ROLES } from '../../../contract/common.ts';

const stored: fc.Arbitrary<Stored> = fc.record({
  role: fc.constantFrom(...ROLES),
  section: fc.constantFrom('', 'A', 'B'),
  studentId: fc.constantFrom('', '7', '8'),
  isHere: fc.boolean(),
});
const FIELDS = ['role', 'section', 'studentId'] as const;

test('of any change elsewhere: what was typed stays and is what is sent, the rest is as it is now', () => {
  fc.assert(
    fc.property(stored, stored, stored, (before, typed, now) => {
      const form = carriedOver(typed, before, now);
      for (const field of FIELDS)
        expect(form[field]).toBe(typed[field] === before[field] ? now[field] : typed[field]);
      expect({ ...now, ...changeOf(form, now) }).toMatchObject({ ...form, isHere: now.isHere });
      expect(changeWords(before, now).length).toBe(
        [...FIELDS, 'isHere' as const].filter((field) => before[field] !== now[field]).length,
      );
    }),
  );
});

test('after a save nothing is left to send of what was sent; what was typed beside it is', () => {
  fc.assert(
    fc.property(stored, stored, stored, fc.subarray([...FIELDS]), (before, typed, now, fields) => {
      const wish = changeOf(typed, before);
      const sent = Object.fromEntries(
        fields.flatMap((field) => (field in wish ? [[field, wish[field]]] : [])),
      );
      const form = afterSave(typed, before, { sent, now });
      for (const field of fields) if (field in sent) expect(form[field]).toBe(now[field]);
      for (const field of FIELDS)
        if (!(field in sent) && field in wish) expect(form[field]).toBe(typed[field]);
    }),
  );
});

test('it is said what another person changed', () => {
  const before: Stored = { role: 'student', section: '', studentId: '7', isHere: true };
  expect(changeWords(before, { role: 'ta', section: 'B', studentId: '7', isHere: false })).toEqual([
    'role Student → Teaching assistant',
    'section none → B',
    'taken out of the course',
  ]);
});
