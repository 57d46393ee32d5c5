import { describe, expect, test } from '@jest/globals';
import { formulaAround, formulasOf, isCodeAt } from '../../../client/src/components/editor/latex/formulas.ts';

/** A text with the cursor at `|`. */
function at<Result>(read: (text: string, place: number) => Result, marked: string): Result {
  const place = marked.indexOf('|');
  return read(marked.replace('|', ''), place);
}

describe('inside a formula', () => {
  test.each([
    ['$|$'.replace('$|$', '$x|$'), false],
    ['a $x + |y$ b', false],
    ['a $\\alpha |$', false],
    ['a $\\al|', false],
    ['a \\(x|\\)', false],
    ['$$x|$$', true],
    ['$$\nx\n|\n$$', true],
    ['$$\nx |', true],
    ['\\[ x|', true],
    ['\\begin{align}\na &= |b\n\\end{align}', true],
    ['`$` and $x|$', false],
    ['```\n$a\n```\n\n$x|$', false],
    ['costs $5, and $x|$', false],
    ['first $a$ then $b|', false],
  ])('%j', (marked, display) => {
    expect(at(formulaAround, marked)).toMatchObject({ display });
  });

  test.each([
    '|$x$',
    '$x$|',
    '$|$x$$',
    'costs $5 and \\|',
    'costs $5 and $6 \\|',
    'US$x and \\|',
    'a \\$x |',
    'a $x\nnext |line',
    '`$x|$`',
    '```\n$x|$\n```',
    '$$x$$\n\nprose|',
    '$$\nx\n\nprose|',
    'prose $a$ and |more $b$',
  ])('not: %j', (marked) => {
    expect(at(formulaAround, marked)).toBeNull();
  });
});

test('code', () => {
  expect(at(isCodeAt, '`a|b`')).toBe(true);
  expect(at(isCodeAt, '```\nx\n\n|y\n```')).toBe(true);
  expect(at(isCodeAt, '```\nx\n```\n\n|y')).toBe(false);
  expect(at(isCodeAt, '$a|b$')).toBe(false);
  expect(at(isCodeAt, '')).toBe(false);
});

test('the formulas of an answer', () => {
  const text = 'It costs $5. $a$ `$b$`\n\n$$\nc\n$$\n\n```\n$d$\n```\n\n\\begin{align}e\\end{align} \\(f\\)';
  expect(formulasOf(text)).toEqual(['a', '\nc\n', '\\begin{align}e\\end{align}', 'f']);
});
