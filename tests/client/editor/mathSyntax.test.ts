import { markdown } from '@codemirror/lang-markdown';
import { bracketMatching, matchBrackets, ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, test } from '@jest/globals';
import { mathSyntax } from '../../../client/src/components/editor/latex/mathSyntax.ts';
import { texTokens } from '../../../client/src/components/editor/latex/texTokens.ts';

function stateOf(doc: string): EditorState {
  const state = EditorState.create({
    doc,
    extensions: [markdown({ extensions: mathSyntax }), bracketMatching()],
  });
  ensureSyntaxTree(state, doc.length, 5_000);
  return state;
}

/** The text of all nodes of a kind. */
function nodes(doc: string, kind: string): string[] {
  const found: string[] = [];
  ensureSyntaxTree(stateOf(doc), doc.length, 5_000)!.iterate({
    enter: ({ name, from, to }) => {
      if (name === kind) found.push(doc.slice(from, to));
    },
  });
  return found;
}

test('tokens of TeX', () => {
  const tex = '\\begin{aligned} v_{10} &= \\beta \\\\ % note\n\\end{aligned}';
  expect(texTokens(tex).map(({ kind, from, to }) => [kind, tex.slice(from, to)])).toEqual([
    ['begin', '\\begin{aligned}'],
    ['script', '_'],
    ['brace', '{'],
    ['number', '10'],
    ['brace', '}'],
    ['script', '&'],
    ['command', '\\beta'],
    ['command', '\\\\'],
    ['comment', '% note'],
    ['end', '\\end{aligned}'],
  ]);
});

describe('formulas in Markdown', () => {
  test.each([
    ['a $x_1 * y * z$ b', ['$x_1 * y * z$']],
    ['costs $5 and $6', []],
    ['\\(a\\) and \\[b\\]', ['\\(a\\)', '\\[b\\]']],
    ['so\n$$\na\n- b\n= c\n$$\nthen', ['$$\na\n- b\n= c\n$$']],
    ['$$x$$ follows', ['$$x$$']],
    ['\\begin{align}\n- a\n\\end{align}', ['\\begin{align}\n- a\n\\end{align}']],
    ['$$\nopen\n\nprose', ['$$\nopen']],
    ['`$x$`', []],
  ])('%j', (doc, formulas) => {
    expect(nodes(doc, 'Math')).toEqual(formulas);
    expect(nodes(doc, 'Emphasis')).toEqual([]);
    expect(nodes(doc, 'BulletList')).toEqual([]);
  });

  test('delimiters and environments match', () => {
    const doc = 'a $x$ b\n\n$$\n\\begin{cases}\n\\begin{a}\n\\end{a}\n\\end{cases}\n$$';
    const partner = (at: number): string | undefined => {
      const match = matchBrackets(stateOf(doc), at, 1);
      return match?.end && `${doc.slice(match.end.from, match.end.to)}@${match.end.from}`;
    };
    expect(partner(2)).toBe('$@4');
    expect(partner(doc.indexOf('$$'))).toBe(`$$@${doc.lastIndexOf('$$')}`);
    expect(partner(doc.indexOf('\\begin{cases}'))).toBe(`\\end{cases}@${doc.indexOf('\\end{cases}')}`);
  });
});
