import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import katex from 'katex';
import { LruCache } from '../../../contract/markup/cache.ts';
import { MarkupCache, renderMarkup, type MarkupOptions } from '../../../contract/markup/render.ts';

jest.spyOn(console, 'warn').mockImplementation(() => undefined);

const newCache = (): MarkupCache => new MarkupCache({ formulas: 100_000, answers: 100_000 });
const uncached = (source: string, options: MarkupOptions = {}) =>
  renderMarkup(source, options, new MarkupCache({ formulas: 0, answers: 0 }));

describe('what is kept', () => {
  test('is forgotten from the least recently used on', () => {
    const cache = new LruCache<string>(10);
    cache.set('a', 'A', 4);
    cache.set('b', 'B', 4);
    expect(cache.get('a')).toBe('A');
    cache.set('c', 'C', 4);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['A', undefined, 'C']);
    expect(cache.weight).toBe(8);
  });

  test('is replaced, and never heavier than the maximum', () => {
    const cache = new LruCache<number>(10);
    cache.set('a', 1, 6);
    cache.set('a', 2, 8);
    expect([cache.get('a'), cache.weight]).toEqual([2, 8]);
    cache.set('a', 3, 11);
    expect([cache.get('a'), cache.weight]).toEqual([undefined, 0]);
  });

  test('stays bounded whatever is put in', () => {
    const operation = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.array(operation), (operations) => {
        const cache = new LruCache<number>(12);
        for (const [key, weight] of operations) {
          cache.set(key, weight, weight);
          expect(cache.get(key)).toBe(weight);
          const kept = ['a', 'b', 'c', 'd'].map((each) => cache.get(each) ?? 0);
          expect(kept.reduce((sum, each) => sum + each)).toBe(cache.weight);
          expect(cache.weight).toBeLessThanOrEqual(12);
        }
      }),
    );
  });
});

describe('drawing again', () => {
  const drawings = jest.spyOn(katex, 'renderToString');
  const drawnIn = (act: () => void): number => {
    const before = drawings.mock.calls.length;
    act();
    return drawings.mock.calls.length - before;
  };

  test('only what changed is drawn', () => {
    const cache = newCache();
    const answer = (last: string) => `$a$ and $b$\n\n$$c$$\n\n$${last}$`;
    expect(drawnIn(() => renderMarkup(answer('x'), {}, cache))).toBe(4);
    expect(drawnIn(() => renderMarkup(answer('x + y'), {}, cache))).toBe(1);
    expect(drawnIn(() => renderMarkup(answer('x'), {}, cache))).toBe(0);
  });

  test('an equal formula is drawn once, inline and display apart', () => {
    const cache = newCache();
    expect(drawnIn(() => renderMarkup('$x$ $x$ $$x$$ $$x$$', {}, cache))).toBe(2);
  });

  test('what stands before a changed definition is not drawn again, what stands behind it is', () => {
    const cache = newCache();
    const answer = (m: string) => `$a$\n\n\\newcommand{\\m}{${m}}\n\n$b$ $\\m$`;
    renderMarkup(answer('x'), {}, cache);
    expect(drawnIn(() => renderMarkup(answer('y'), {}, cache))).toBe(3);
    expect(drawnIn(() => renderMarkup(answer('x'), {}, cache))).toBe(0);
  });

  test('a broken formula is not tried again', () => {
    const cache = newCache();
    renderMarkup('$\\nope$', {}, cache);
    expect(drawnIn(() => renderMarkup('$\\nope$ again', {}, cache))).toBe(0);
  });
});

describe('definitions', () => {
  test.each(['\\gdef\\leak{x}', '\\def\\leak{x}', '\\newcommand{\\leak}{x}', '\\let\\leak=\\alpha'])(
    '%s of one answer never reaches another',
    (definition) => {
      const cache = newCache();
      expect(renderMarkup(`$${definition}$ $\\leak$`, {}, cache).problems).toEqual([]);
      expect(renderMarkup('$\\leak$', {}, cache).problems).toHaveLength(1);
      expect(renderMarkup(`$${definition}$ $\\leak$`, {}, cache).problems).toEqual([]);
    },
  );

  test('a formula means what the definitions before it say', () => {
    const cache = newCache();
    const render = (m: string) => renderMarkup(`$\\def\\m{${m}}$ $\\m$`, {}, cache).html;
    expect(render('\\alpha')).toContain('α');
    expect(render('\\beta')).not.toContain('α');
  });

  test('a later definition in the same answer is the one in force', () => {
    const { html } = renderMarkup('$\\def\\m{\\alpha}$ $\\def\\m{\\beta}$ $\\m$', {}, newCache());
    expect(html).toContain('β');
    expect(html).not.toContain('α');
  });

  test("the sheet's macros are part of what a formula means", () => {
    const cache = newCache();
    const render = (m: string) => renderMarkup('$\\m$', { macros: { '\\m': m } }, cache).html;
    expect(render('\\alpha')).toContain('α');
    expect(render('\\beta')).toContain('β');
  });

  test('a definition hidden in a macro of the sheet counts', () => {
    const cache = newCache();
    const macros = { '\\set': '\\gdef\\m{#1}' };
    const render = (m: string) => renderMarkup(`$\\set{${m}}$ $\\m$`, { macros }, cache).html;
    expect(render('\\alpha')).toContain('α');
    expect(render('\\beta')).toContain('β');
  });
});

describe('images', () => {
  test('an answer is rendered again when another image is meant', () => {
    const cache = newCache();
    const render = (url: string | null) => renderMarkup('![x](a.png)', { imageUrl: () => url }, cache).html;
    expect(render('/images/1')).toContain('/images/1');
    expect(render('/images/2')).toContain('/images/2');
    expect(render(null)).not.toContain('<img');
    expect(renderMarkup('![x](a.png)', {}, cache).html).not.toContain('<img');
  });
});

describe('cached equals uncached', () => {
  const piece = fc.constantFrom<string[]>(
    'Text with **bold** and $5.\n\n',
    '$x$ ',
    '$\\m$ ',
    '$$\\m + \\n$$\n\n',
    '\n\n\\newcommand{\\m}{x}\n\n',
    '$\\gdef\\m{\\alpha}$ ',
    '$\\def\\m{\\n}$ ',
    '$\\def\\n{\\noexpand\\m}$ ',
    '$\\let\\n=\\m$ ',
    '$\\let\\m=\\argmin$ ',
    '$\\renewcommand{\\sheet}[1]{#1^2}$ ',
    '$\\sheet{y}$ ',
    '$\\def\\m.{z}$ ',
    '$\\def\\m{}$ ',
    '$\\m.$ ',
    '$\\def\\m{1}\\nope$ ',
    '$\\color{red}\\left( x \\nope \\right)$ ',
    '$\\left( \\color{blue} x \\right)$ ',
    '\n\n$$x \\tag{1}$$\n\n',
    '$$x \\tag{a}\\tag{b}$$ ',
    '$\\def\\m{\\m\\m}\\m$ ',
    '$\\set{\\beta}$ ',
    '![a](b.png) ',
  );
  const macros = { '\\sheet': '\\hat{#1}', '\\set': '\\gdef\\m{#1}' };

  test('over answers changed a piece at a time', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(), piece, fc.boolean()), { maxLength: 8 }),
        // Small enough to forget now and then.
        fc.constantFrom(4_000, 60_000, 2_000_000),
        (pieces, edits, size) => {
          const cache = new MarkupCache({ formulas: size, answers: size });
          const options = { macros };
          const answer = [...pieces];
          for (const [at, put, replace] of [[0, '', false] as const, ...edits]) {
            answer.splice(at % (answer.length + 1), replace ? 1 : 0, put);
            const source = answer.join('');
            expect(renderMarkup(source, options, cache)).toEqual(uncached(source, options));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('at the limits of an answer', () => {
    const cache = newCache();
    const broken = '$\\nope$ '.repeat(250);
    const long = `$\\def\\a{${'x'.repeat(1900)}}$ ${'$\\a\\a\\a\\a\\a\\a$ '.repeat(20)}`;
    for (const source of [broken, long, broken, long])
      expect(renderMarkup(source, {}, cache)).toEqual(uncached(source));
  });
});

test('the blocks of an answer are its HTML, each with its line', () => {
  const source =
    '# T\n\ntext\nmore\n\n- a\n\n  - b\n\n- c\n\n$$\nx\n$$\n\n\\newcommand{\\m}{x}\n\n> q\n\n```\ncode\n```\n\n---';
  const { html, blocks } = renderMarkup(source);
  expect(blocks.map(({ line }) => line)).toEqual([1, 3, 6, 12, 16, 18, 20, 24]);
  expect(blocks.map((block) => block.html).join('')).toBe(html);
  expect(blocks[2]?.html).toMatch(/^<ul>[^]*<\/ul>\n$/);
});
