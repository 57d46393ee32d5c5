import { describe, expect, test } from '@jest/globals';
import { loadChemistry, needsChemistry } from '../../../contract/markup/chemistry.ts';
import { MAX_ANSWER } from '../../../contract/markup/limits.ts';
import { renderMarkup } from '../../../contract/markup/render.ts';

/** The TeX of every formula that was drawn, in order; KaTeX repeats it in the MathML annotation. */
function drawn(source: string, macros: Record<string, string> = {}): string[] {
  const { html } = renderMarkup(source, { macros });
  return [...html.matchAll(/<annotation encoding="application\/x-tex">([^]*?)<\/annotation>/g)].map((match) =>
    match[1]!.replace(/&amp;/g, '&').trim(),
  );
}

const displays = (source: string): number =>
  renderMarkup(source).html.split('class="katex-display"').length - 1;

describe('formulas', () => {
  test('a display of a list item goes on in lines that are not indented, up to its end', () => {
    expect(drawn('1. $$\nx = 1\n$$\n2. \\[\ny = 2\n\\]\n')).toEqual(['x = 1', 'y = 2']);
    expect(displays('- Then\n- $$\nx = 1\ny + 2\n$$')).toBe(1);
    // One that is never closed takes nothing of what stands behind it.
    expect(renderMarkup('1. $$\nx = 1\n\nAnd then').html).toContain('And then');
    expect(drawn('1. $$\nx = 1\n2. $$y$$')).toEqual(['y']);
  });

  test.each([
    ['$x^2$', 'x^2'],
    ['\\(x^2\\)', 'x^2'],
    ['**bold $x$**', 'x'],
    ['$\\text{if $x$ holds}$', '\\text{if $x$ holds}'],
    ['$a$-th and `$b$`', 'a'],
    ['| h |\n|---|\n| $x$ |', 'x'],
    ['\\\\(x_t\\\\)', 'x_t'],
    ['\\\\(d = \\frac{RMS[d]_{t-1}}{RMS[g]_t}\\\\)', 'd = \\frac{RMS[d]_{t-1}}{RMS[g]_t}'],
    ['\\\\( u = max(\\beta u, v) \\\\)', 'u = max(\\beta u, v)'],
    ['the rate $ \\alpha $', '\\alpha'],
    ['the weight $ b $', 'b'],
    ['then $ w = w - g $', 'w = w - g'],
    ['then $ w = w - \\eta g$', 'w = w - \\eta g'],
    ['then $w_t = w_{t-1} - \\eta g_t $', 'w_t = w_{t-1} - \\eta g_t'],
    ['with $ x_t = \\text{the next one} $', 'x_t = \\text{the next one}'],
  ])('inline: %s', (source, tex) => {
    expect(drawn(source)).toEqual([tex]);
    expect(displays(source)).toBe(0);
  });

  test.each([
    '$$x$$',
    '$$\nx\n$$',
    'text $$x$$ text',
    'text\n$$\na\n+ b\n- c\n= d\n$$\ntext',
    'so $$\na\n+ b\n$$ follows',
    'so\n$\na = \\nu \\\\\n+ b\n$\nfollows',
    'so\n$a = \\nu \\\\\nb = a\n$\nfollows',
    '### Title\n$\na = b\n$',
    '$$m\\_{t} = 1$$',
    '\\[x\\]',
    '\\[\n  x\n\\]',
    'text \\\\[x\\\\] text',
    '\\\\[\n  x\n\\\\]',
    '- item\n\n  $$\n  x\n  + y\n  $$',
    '    $$x$$',
    '\\begin{align}\na &= b \\\\\n- c &= d \\label{eq}\n\\end{align}',
    '\\begin{equation}\\begin{cases} a & b \\\\ c & d \\end{cases}\\end{equation}',
    '$$\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}$$',
    '\\begin{gather*} a \\\\ b \\end{gather*}',
    '\\begin{eqnarray} a &=& b \\end{eqnarray}',
    '\\begin{gather} a \\\\ \\intertext{whence} b \\end{gather}',
    '\\begin{multline} a \\\\ b \\end{multline}',
  ])('display: %j', (source) => {
    expect(renderMarkup(source).problems).toEqual([]);
    expect(displays(source)).toBe(1);
    expect(renderMarkup(source).html).not.toMatch(/<ul>\s*<li>[bc]\b/);
  });

  test.each([
    'costs $5 and $6',
    'costs\n$\n5\n$\neach',
    'costs\n$5 = \\alpha\n$\neach',
    'costs\n$a = 5 and\n$\neach',
    'costs $\na = 5\n$ each',
    'costs \\$5 and 6\\$',
    'costs $ 5 $ or $ 6 and 7 $',
    'costs 5 $ and x_t $ too',
    'costs 5 $ = x $ too',
    'costs 5 $, i.e. x_1 = 3 $ each',
    'A costs $ 5 (n = 1), B costs $ 6.',
    '$ 5_000 $',
    '$ HOME_DIR $',
    'We pay 10 $ x 5 days = 50 $ in total',
    'Type $ ls -l a_b $ to list',
    'in PHP, $ x = 1; and $ y = 2',
    'The regex \\\\[a-z\\\\] matches',
    'C:\\\\(x_y\\\\)',
    'answer\\\\(s\\\\)',
    'sed s/\\\\(x\\\\)/y/',
    '| Cost $ | x_1 | Gain $ |',
    'echo $A=1 $ and $B',
    'the regex \\\\(.*\\\\) matches',
    'C:\\\\[temp\\\\] folder',
    'write \\\\[2pt] between rows, close with \\\\]',
    'where $x_1 is 5 and $',
    'the $US_x price of $',
    'from $5 = x_1 $ on',
    'either $a or $',
    '$ two words_x here $',
    'only $one',
    '\\\\(x',
    'a price of $5, or 6 $ there',
  ])('text: %s', (source) => {
    expect(drawn(source)).toEqual([]);
  });

  test('chemistry, once it is there, and MathML', async () => {
    expect(needsChemistry(['$\\cente$', '\\puxyz'])).toBe(false);
    expect(needsChemistry(['nothing here', 'x $\\ce{H2O}$'])).toBe(true);
    await loadChemistry();
    const { html, problems } = renderMarkup('$\\ce{2H2 + O2 -> 2H2O}$');
    expect(problems).toEqual([]);
    expect(html).toContain('<math xmlns="http://www.w3.org/1998/Math/MathML"');
  });
});

describe('macros', () => {
  test("the sheet's macros", () => {
    const { html, problems } = renderMarkup('$\\grad$', { macros: { '\\grad': '\\nabla_\\theta J' } });
    expect(problems).toEqual([]);
    expect(html).toContain('∇');
  });

  test('a definition holds to the end of the answer and not beyond', () => {
    const own = '$\\newcommand{\\vel}{v_t} \\def\\acc{a}$ then $\\vel + \\acc$';
    expect(renderMarkup(own).problems).toEqual([]);
    expect(renderMarkup('$\\vel$').problems).toHaveLength(1);
    expect(renderMarkup('$\\gdef\\leak{x}$').problems).toEqual([]);
    expect(renderMarkup('$\\leak$').problems).toHaveLength(1);
  });

  test('a macro of the sheet is redefined in one answer only', () => {
    const macros = { '\\grad': '\\nabla' };
    renderMarkup('$\\renewcommand{\\grad}{g}$', { macros });
    expect(renderMarkup('$\\grad$', { macros }).html).toContain('∇');
  });

  test.each([
    '\\norm{g}',
    '\\abs*{\\frac{a}{b}}',
    '\\mathbbm{1}',
    '\\num{1e-8}',
    '\\ensuremath{x}',
    'x\\xspace',
  ])('commands of packages: %s', (tex) => {
    expect(renderMarkup(`$${tex}$`).problems).toEqual([]);
    expect(renderMarkup(`$${tex}$`).html).not.toContain('markup-problem');
  });

  test('definitions on lines of their own show nothing', () => {
    const source =
      '\\newcommand{\\R}{\\mathbb{R}}\n\\DeclareMathOperator*{\\argmin}{arg\\,min}\n\\newcommand{\\two}[2]{\n  #1 #2\n}\n\n$\\argmin_{x \\in \\R} \\two{a}{b}$';
    const { html, problems } = renderMarkup(source);
    expect(problems).toEqual([]);
    expect(html.match(/<p>/g)).toHaveLength(1);
  });
});

describe('broken formulas', () => {
  test('show source, message and place, and the rest renders', () => {
    const { html, problems } = renderMarkup('first $x$\nand $a + \\frac{1$ here\n\nlast $y$');
    expect(problems).toEqual([
      { source: '$a + \\frac{1$', line: 2, message: expect.stringContaining('line 2, character 13') },
    ]);
    expect(html).toContain('<code>$a + \\frac{1$</code>');
    expect(html.split('class="katex"').length - 1).toBe(2);
  });

  test('the line inside a display', () => {
    const { problems } = renderMarkup('text\n\n$$\na\n+ \\nope\n$$');
    expect(problems).toMatchObject([{ line: 5 }]);
  });

  test('a display that is never closed ends with its paragraph', () => {
    const { html, problems } = renderMarkup('$$\nx + y\n\nThe rest **stands**.');
    expect(problems).toMatchObject([{ line: 1, source: '$$\nx + y' }]);
    expect(html).toContain('<strong>stands</strong>');
  });

  test.each([
    ['a formula over the cap', `$${'x'.repeat(5000)}$`],
    ['deep nesting', `$${'{'.repeat(1900)}${'}'.repeat(1900)}^{${'x^{'.repeat(600)}${'}'.repeat(600)}}$`],
    ['endless recursion', '$\\def\\a{\\a}\\a$'],
    ['doubling arguments', '$\\def\\b#1{\\b{#1#1}}\\b{x}$'],
    ['a long macro called often', `$\\def\\a{${'x'.repeat(2000)}}${'\\a'.repeat(180)}$`],
    ['many placeholders', `$\\def\\a#1{${'#1'.repeat(900)}}\\a{${'x'.repeat(1900)}}$`],
    ['a plain error of KaTeX', '$\\begin{alignat}a\\end{alignat}$'],
  ])('%s is a message', (_, formula) => {
    const { html, problems } = renderMarkup(`before\n\n${formula}\n\nafter $y$`);
    expect(problems).toHaveLength(1);
    expect(html).toContain('after');
    expect(drawn(`${formula}\n\nafter $y$`)).toEqual(['y']);
  });

  test('many formulas: those beyond the limits are text', () => {
    const { html, problems } = renderMarkup('$\\frac{1}{2}$ '.repeat(12_000));
    expect(problems.length).toBeGreaterThan(0);
    expect(html.length).toBeLessThan(6_000_000);
  });

  test('an answer over the size limit is a message', () => {
    const { html, problems } = renderMarkup('x'.repeat(MAX_ANSWER + 1));
    expect(problems).toHaveLength(1);
    expect(html.length).toBeLessThan(300);
  });

  test.each([
    '$x$ ',
    '${',
    '$$',
    '\\[',
    '\\[\n',
    'a \\[\n',
    '\\begin{align}\n',
    '\\(',
    '[',
    '![',
    '> ',
    '$$x$$ a\n',
  ])('a flood of %j is answered', (piece) => {
    const { html } = renderMarkup(piece.repeat(Math.floor(190_000 / piece.length)));
    expect(html.length).toBeLessThan(12_000_000);
  });
});

describe('images and links', () => {
  const imageUrl = (name: string): string | null => (name === 'fig/a b.png' ? '/images/1?x=1&y="' : null);

  test('an image of the submission', () => {
    const { html, problems } = renderMarkup('![Loss *curve*](<fig/a b.png>)', { imageUrl });
    expect(problems).toEqual([]);
    expect(html).toContain('<img src="/images/1?x=1&amp;y=&quot;" alt="Loss *curve*"');
  });

  test.each(['![x](other.png)', '![x](https://e.org/x.png)', '![x](//e.org/x.png)', '![x](/x.png)'])(
    'no image, but a message: %s',
    (source) => {
      const { html, problems } = renderMarkup(`${source} text`, { imageUrl });
      expect(html).not.toContain('<img');
      expect(html).toContain('text');
      expect(problems.length + Number(html.includes('![x]'))).toBeGreaterThan(0);
    },
  );

  test('links leave safely or not at all', () => {
    expect(renderMarkup('[a](https://e.org/?a=1&b=2)').html).toContain(
      '<a href="https://e.org/?a=1&amp;b=2" rel="noopener noreferrer" target="_blank">a</a>',
    );
    expect(renderMarkup('[a](../grade)').html).toBe('<p><a>a</a></p>\n');
  });
});
