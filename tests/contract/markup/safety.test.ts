import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { renderMarkup } from '../../../contract/markup/render.ts';
import { unsafe } from './html.ts';

// KaTeX warns of every character that its fonts lack.
jest.spyOn(console, 'warn').mockImplementation(() => undefined);

const render = (source: string): string =>
  renderMarkup(source, { imageUrl: (name) => `/images/${encodeURIComponent(name)}` }).html;

const ATTACKS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//e.org/x.js></SCRIPT>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<!--<img src="--><img src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A&#x61&#x76&#x61script:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](<javascript:alert(1)>)',
  '[x]( javascript:alert(1))',
  '[x](\x01javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](vbscript:msgbox(1))',
  '[x](//e.org)',
  '<javascript:alert(1)>',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
  '![x" onerror="alert(1)](a.png)',
  '![x](a.png" onerror="alert(1))',
  '![x](https://e.org/track.png)',
  '[x](https://e.org "t\\" onmouseover=\\"alert(1)")',
  '[x](https://e.org/"onclick="alert(1))',
  '[x]: javascript:alert(1)\n\n[x]',
  '$\\href{javascript:alert(1)}{x}$',
  '$\\url{javascript:alert(1)}$',
  '$\\htmlData{onclick=alert(1)}{x}$',
  '$\\htmlStyle{background:url(//e.org)}{x}$',
  '$\\htmlClass{x" onclick="alert(1)}{x}$',
  '$\\htmlId{x" onclick="alert(1)}{x}$',
  '$\\includegraphics{https://e.org/x.png}$',
  '$\\text{<img src=x onerror=alert(1)>}$',
  '$\\unicode{<script>}$ $</span><script>alert(1)</script>$',
  '$\\color{red;background:url(//e.org)}{x}$',
  '$\\colorbox{"onclick=alert(1)}{x}$',
  '$\\rule{1em" onclick="alert(1)}{1em}$',
  '$\\def\\x{<script>alert(1)</script>}\\x$',
  '$$<script>alert(1)</script>',
  '\\begin{align}<script>alert(1)</script>',
  '\\newcommand{\\x}{<script>}',
  '```<script>alert(1)</script>\n<script>alert(1)</script>\n```',
  '```x" onclick="alert(1)\ncode\n```',
  '`<script>alert(1)</script>`',
  '# <script>alert(1)</script>',
  '| <script> |\n|:---|\n| <img src=x onerror=alert(1)> |',
];

describe('hostile markup', () => {
  test.each(ATTACKS)('%j', (attack) => {
    expect(unsafe(render(attack))).toEqual([]);
    expect(unsafe(render(`text ${attack} text\n\n- ${attack}\n\n> ${attack}`))).toEqual([]);
  });

  test('the check itself finds what it looks for', () => {
    expect(unsafe('<p><script>x</script></p>')).toEqual(['<script>']);
    expect(unsafe('<p onclick="x">')).toEqual(['onclick']);
    expect(unsafe('<a href="javascript:x">')).toEqual(['href=javascript:x']);
    expect(() => unsafe('a < b')).toThrow('not a tag');
  });
});

describe('properties', () => {
  const piece = fc.oneof(
    fc.constantFrom(...ATTACKS),
    fc.constantFrom(
      '$',
      '$$',
      '\\(',
      '\\)',
      '\\[',
      '\\]',
      '`',
      '```\n',
      '[',
      '](',
      ')',
      '![',
      '<',
      '>',
      '"',
      '&',
    ),
    fc.constantFrom(
      '\n',
      '\n\n',
      '- ',
      '> ',
      '| ',
      '\\begin{align}',
      '\\end{align}',
      '\\frac{',
      '}',
      '{',
      '\\',
      '_',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '\\href',
      '\\def\\a{',
      '\\a',
      'javascript:',
      'onerror=',
      '<script',
      '&#x3c;',
      '\\text{',
      '^',
    ),
  );

  test('whatever the source, nothing throws and nothing is unsafe', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(unsafe(render(pieces.join('')))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test('any string of Unicode, unpaired surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (source) => {
        expect(unsafe(render(source))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('rendering is a function of its input', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const source = pieces.join('');
        expect(renderMarkup(source)).toEqual(renderMarkup(source));
      }),
      { numRuns: 200 },
    );
  });
});
