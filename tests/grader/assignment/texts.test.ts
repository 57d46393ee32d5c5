import { expect, test } from '@jest/globals';
import { checkAssignment } from '../../../grader/assignment/texts.ts';
import { ASSIGNMENT_YAML, filesWith } from './files.ts';

const warningsOf = (changes: Record<string, string>) =>
  checkAssignment(filesWith(changes), 'optimizers')
    .problems.filter(({ severity }) => severity === 'warning')
    .map(({ file, line, message }) => `${file}:${line}: ${message}`);

test('a formula that cannot be drawn is said with its file and line', () => {
  expect(warningsOf({ 'questions/idea/statement.md': 'What is\n\n$\\sqrt{v$ here?\n' })).toEqual([
    expect.stringMatching(/^questions\/idea\/statement\.md:3: \$\\sqrt\{v\$: .*/),
  ]);
});

test('a formula may use the macros of the sheet, and no others', () => {
  const text = { 'introduction.md': '$\\grad f$' };
  expect(warningsOf(text)).toEqual([expect.stringMatching(/^introduction\.md:1: \$\\grad f\$: .*\\grad/)]);
  const sheet = `${ASSIGNMENT_YAML}macros: { '\\grad': '\\nabla' }\n`;
  expect(warningsOf({ ...text, 'assignment.yaml': sheet })).toEqual([]);
});

test('a link that leads nowhere is said, in the caption of an image too', () => {
  const text =
    'Read [the paper](paper.pdf), [this](https://example.org), [me](mailto:a@b.c).\n\n![see [it](x.html)](a.png)';
  expect(warningsOf({ 'directions.md': text })).toEqual([
    expect.stringMatching(/^directions\.md:1: the link to paper\.pdf leads nowhere/),
    expect.stringMatching(/^directions\.md:3: the link to x\.html leads nowhere/),
  ]);
});

test('what nobody is shown as a text is not read', () => {
  expect(warningsOf({ 'data/README.md': '$\\nonsense$', 'starter/notes.md': '[a](b)' })).toEqual([]);
});
