import { describe, expect, test } from '@jest/globals';
import { countWords, hasPart, insertParts } from '../../../client/src/features/sheet/parts.ts';

const PARTS = ['Context', 'What is plotted', 'What we observe', 'Interpretation'];

describe('the parts of an answer', () => {
  test('are put in once, in their order', () => {
    const text = insertParts('', PARTS);
    expect(text.indexOf('Context')).toBeLessThan(text.indexOf('Interpretation'));
    expect(insertParts(text, PARTS)).toBe(text);
  });
  test('go below what is written, and only those that lack', () => {
    expect(insertParts('**Context.** Adam.', ['Context', 'Interpretation'])).toBe(
      '**Context.** Adam.\n\n**Interpretation.** ',
    );
  });
  test.each(['## Context', '**Context.** x', '__context__', '  # CONTEXT'])('%j is a heading', (text) => {
    expect(hasPart(text, 'Context')).toBe(true);
  });
  test.each(['In the context of', '## Contextual', 'Context'])('%j is none', (text) => {
    expect(hasPart(text, 'Context')).toBe(false);
  });
});

test.each([
  ['', 0],
  ['two words', 2],
  ['a $x + y = z$ formula', 3],
  ['$$\n\\frac{a}{b} + c\n$$', 1],
  ['# Head\n\n- **bold** item', 3],
  ['naïve Überlegung', 2],
])('words of %j: %d', (text, count) => {
  expect(countWords(text)).toBe(count);
});
