import { describe, expect, test } from '@jest/globals';
import { homeOf, inOrder, matching, refusal } from '../../../client/src/features/groups/groupWords.ts';
import type { Group } from '../../../contract/groups.ts';

const person = (name: string) => ({ id: name, name });
const group = (...names: string[]) => ({ members: names.map(person) }) as Group;
const groups = [group('ada', 'emmy'), group('sofia', 'mary')];
const alone = [person('nora'), person('lise')];
const chosen = (...names: string[]) => new Set(names);

test('one finds groups by any of their members, and those who work alone', () => {
  const list = { groups, alone, groupMax: 3 } as unknown as Parameters<typeof matching>[0];
  expect(matching(list, ' EM')).toEqual({ groups: [groups[0]], alone: [] });
  expect(matching(list, 'is')).toEqual({ groups: [], alone: [alone[1]] });
  expect(matching(list, '')).toEqual({ groups, alone });
});

describe('before anybody is moved, staff read why it cannot be', () => {
  const why = (names: string[], arrangement: 'together' | 'apart') =>
    refusal({ groups, groupMax: 3 }, chosen(...names), arrangement);

  test('together', () => {
    expect(why(['nora'], 'together')).toMatch(/at least two/);
    expect(why(['ada', 'emmy'], 'together')).toMatch(/in one group already/);
    // The whole group of the first one stays with them.
    expect(why(['ada', 'nora', 'lise'], 'together')).toMatch(/a group of 4; .* at most 3/);
    expect(why(['ada', 'nora'], 'together')).toBeNull();
    expect(why(['nora', 'lise'], 'together')).toBeNull();
  });

  test('apart', () => {
    expect(why(['nora', 'lise'], 'apart')).toMatch(/alone already/);
    expect(why(['nora', 'mary'], 'apart')).toBeNull();
  });
});

test('the group that goes on is the first on the page, whoever was chosen first', () => {
  expect(homeOf(groups, chosen('mary', 'emmy'))).toBe(groups[0]);
  expect(homeOf(groups, chosen('nora'))).toBeUndefined();
  expect(inOrder(groups, chosen('mary', 'nora', 'emmy'))).toEqual(['emmy', 'mary', 'nora']);
});
