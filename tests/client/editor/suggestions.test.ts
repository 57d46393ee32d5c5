import { describe, expect, test } from '@jest/globals';
import { COMMANDS, ENVIRONMENTS } from '../../../client/src/components/editor/latex/commands.ts';
import { suggestionsAt } from '../../../client/src/components/editor/latex/suggestions.ts';
import { symbolsByFrequency, symbolsOf } from '../../../client/src/components/editor/latex/symbols.ts';
import { BLOCKS } from '../../../client/src/components/editor/latex/templates.ts';
import { renderMarkup } from '../../../contract/markup/render.ts';

const SHEET =
  'Adam keeps $m_t$ and $v_{t-1}$ with $\\beta_1$.\n\n$$\n\\theta_{t+1} = \\theta_t - \\alpha \\hat{m}_t / (\\sqrt{\\hat{v}_t} + \\epsilon), \\quad \\hat{m}_t = m_t / (1 - \\beta_1^t)\n$$';
const math = { macros: { '\\grad': '\\nabla_\\theta J', '\\norm': '\\|#1\\|' }, texts: () => [SHEET] };

function labels(marked: string, asked = false): string[] | null {
  const found = suggestionsAt(marked.replace('|', ''), marked.indexOf('|'), math, asked);
  return found && found.list.map(({ label }) => label);
}

describe('symbols of a sheet', () => {
  test('are found with accents and subscripts', () => {
    expect(new Set(symbolsOf(SHEET))).toEqual(
      new Set([
        'm_t',
        'v_{t-1}',
        '\\beta_1',
        '\\theta_{t+1}',
        '\\theta_t',
        '\\alpha',
        '\\hat{m}_t',
        '\\hat{v}_t',
        '\\epsilon',
      ]),
    );
  });

  test('are no letters of commands, words or prose', () => {
    expect(symbolsOf('$\\text{for v_t} \\mathrm{x_i} \\sqrt{y} \\frac_a$ and v_t')).toEqual([]);
  });

  test('with spaces are the same', () => {
    expect(symbolsOf('$\\hat {m} _ {t}$ $v_{ t }$')).toEqual(['\\hat{m}_{t}', 'v_{t}']);
  });

  test('come by frequency', () => {
    expect(symbolsByFrequency(['$a_1$ $b_1$', '$b_1$'])).toEqual(['b_1', 'a_1']);
  });
});

describe('completion', () => {
  test("begins with the sheet's macros and symbols", () => {
    expect(labels('$\\gra|$')).toEqual(['\\grad']);
    expect(labels('$\\ha|$')?.slice(0, 2)).toEqual(['\\hat{m}_t', '\\hat{v}_t']);
    expect(labels('$\\m|$')?.slice(0, 2)).toEqual(['m_t', '\\hat{m}_t']);
    expect(labels('$\\bet|$')).toEqual(['\\beta_1', '\\beta']);
    expect(labels('$\\|$')?.length).toBeGreaterThan(150);
  });

  test('knows subscripts and environments', () => {
    expect(labels('$v_|$')).toEqual(['v_{t-1}']);
    expect(labels('$v_{t|}$')).toEqual(['v_{t-1}']);
    expect(labels('$\\theta_|$')).toEqual(['\\theta_{t+1}', '\\theta_t']);
    expect(labels('$$\\begin{a|$$')).toEqual(['aligned']);
  });

  test('ends when what is typed is whole', () => {
    expect(labels('$\\beta|$')).toBeNull();
    expect(labels('$m_t|$')).toBeNull();
    expect(labels('$$a \\\\|$$')).toBeNull();
  });

  test.each(['a|', '\\al|', 'v_|', 'costs $5 \\al|', '`\\al|`', '$x$ \\al|', '```\n\\al|\n```'])(
    'never opens in prose or code: %j',
    (marked) => {
      expect(labels(marked)).toBeNull();
    },
  );

  test('offers blocks on an empty line when asked', () => {
    expect(labels('text\n\n|', true)).toContain('Update equations');
    expect(labels('text\n\n|')).toBeNull();
    expect(labels('text|', true)).toBeNull();
  });

  test('a macro with arguments is a template', () => {
    const found = suggestionsAt('$\\nor$', 5, math, false);
    expect(found?.list[0]).toEqual({ label: '\\norm', detail: '\\|#1\\|', insert: '\\norm{${}}' });
  });
});

/** A template as it is after its blanks are filled in. */
const filled = (template: string): string =>
  template.replace(/\$\{((?:\\[{}]|[^{}])*)\}/g, (_, name: string) => name || 'x').replace(/\\([{}])/g, '$1');

describe('everything offered is drawn by KaTeX', () => {
  test.each(COMMANDS.filter(({ name }) => name !== 'begin').map(({ name, template }) => [name, template]))(
    '\\%s',
    (name, template) => {
      const tex = filled(template ?? `\\${name}`);
      expect(renderMarkup(`$$${tex}$$`).problems).toEqual([]);
    },
  );

  test.each(ENVIRONMENTS)('$name', ({ name, body }) => {
    expect(renderMarkup(`$$\n\\begin{${name}}\n${filled(body)}\n\\end{${name}}\n$$`).problems).toEqual([]);
  });

  test.each(BLOCKS)('$label', ({ template }) => {
    const { html, problems } = renderMarkup(filled(template));
    expect(problems).toEqual([]);
    expect(html).toContain('katex-display');
  });

  test('once each', () => {
    const names = COMMANDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
