import { expect, test } from '@jest/globals';
import { asLines, withEndsOf } from '../../../client/src/features/authoring/lines.ts';
import { templateFiles } from '../../../client/src/features/authoring/template.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';

test('a new set begins without a mistake, whatever its course is called', () => {
  const about = { course: `C: "1" 'x' #2, {é}`, timeZone: 'America/New_York' };
  const files = templateFiles(about, new Date('2026-12-31T12:00:00Z'));
  const { definition, problems } = loadAssignment(new Map(Object.entries(files)), 'new');
  expect(problems).toEqual([]);
  expect(definition?.questions.map(({ kind }) => kind)).toEqual(['written', 'optimizer']);
});

test.each(['a\r\nb\r\n', 'a\nb', '', '\uFEFFa\r\n'])('a file keeps the ends of its lines: %j', (text) => {
  expect(withEndsOf(text, asLines(text))).toBe(text);
});
