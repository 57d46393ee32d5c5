import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { imageNamesIn } from '../../../contract/markup/images.ts';
import { renderMarkup } from '../../../contract/markup/render.ts';
import { tags, unsafe } from './html.ts';

const imageUrl = (name: string) => `/images/${encodeURIComponent(name)}`;
const render = (source: string) => renderMarkup(source, { imageUrl }).html;

describe('the images that an answer shows', () => {
  test.each([
    ['![Loss](figures/loss.png)', ['figures/loss.png']],
    ['a ![](a.png) b ![x](b.svg) ![again](a.png)', ['a.png', 'b.svg']],
    [
      '![x](<loss curve.png>) ![y](loss%20curve.png) ![z](%C3%A9.png) ![z](é.png)',
      ['loss curve.png', 'é.png'],
    ],
    ['- item\n\n  > ![x](a.png)\n\n| ![y](b.png) |\n|---|\n| ![z](c.png) |', ['a.png', 'b.png', 'c.png']],
    ['[![x](a.png)](https://e.org) ![with ![y](b.png)](c.png)', ['a.png', 'c.png', 'b.png']],
    ['`![x](a.png)` \\![x](b.png) $![x](c.png)$\n\n```\n![x](d.png)\n```', []],
    [
      '![x](https://e.org/a.png) ![x](//e.org/a.png) ![x](data:image/png;base64,AA) ![x](/a.png) ![x](#a)',
      [],
    ],
    ['![Uploading loss.png…]()', []],
    ['![x](%E0%A4%A)', []],
    ['[x](a.png) ![x][ref]\n\n[ref]: a.png', []],
  ])('%j', (source, names) => {
    expect(imageNamesIn(source)).toEqual(names);
  });

  test('are those that the renderer asks for, whatever the source', () => {
    const piece = fc.constantFrom(
      '![',
      '](',
      ')',
      'a.png',
      'b c.pdf',
      '<',
      '>',
      '`',
      '$',
      '\n',
      '\n\n',
      '- ',
      '[',
      ']',
      '%20',
      'x',
      '|',
      '> ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const source = pieces.join('');
        const asked = new Set<string>();
        const ask = (name: string) => {
          asked.add(name);
          return imageUrl(name);
        };
        renderMarkup(source, { imageUrl: ask });
        // An image in the caption of another is drawn only where the caption is.
        for (const name of asked) expect(imageNamesIn(source)).toContain(name);
      }),
      { numRuns: 500 },
    );
  });
});

describe('how images are drawn', () => {
  test('alone in a paragraph: a figure with its caption, leading to the full size', () => {
    expect(render('![Loss of $x$ *now*](a.png)')).toMatch(
      /^<figure class="markup-figure"><a class="markup-image" href="\/images\/a\.png" target="_blank" rel="noopener noreferrer"><img src="\/images\/a\.png" alt="Loss of \$x\$ \*now\*" loading="lazy"><\/a><figcaption>Loss of <span class="katex">.*<em>now<\/em><\/figcaption><\/figure>/,
    );
  });

  test.each(['text ![x](a.png)', '![x](a.png) ![y](b.png)', '- ![x](a.png)'])('%j is no figure', (source) => {
    expect(render(source)).not.toContain('<figure');
  });

  test('without a caption there is none, and the name is read out', () => {
    expect(render('![](a.png)')).toMatch(
      /<figure class="markup-figure">.*alt="a\.png" loading="lazy"><\/a><\/figure>/,
    );
  });

  test('a PDF is a link that the client draws over', () => {
    expect(render('see ![Plot "1"](a.PDF)')).toContain(
      '<span class="markup-pdf" data-src="/images/a.PDF" role="group" aria-label="Plot &quot;1&quot;"><a class="markup-image" href="/images/a.PDF" target="_blank" rel="noopener noreferrer">Plot &quot;1&quot; (PDF)</a></span>',
    );
  });

  test('no link stands in a link', () => {
    for (const source of [
      '[![x](a.png)](https://e.org)',
      '[![x](a.pdf)](https://e.org)',
      '![[![x](a.png)](https://e.org)](b.png)',
    ]) {
      const html = render(source);
      expect(html.replace(/<a [^>]*>(?:(?!<a ).)*?<\/a>/gs, '')).not.toContain('<a ');
      expect(unsafe(html)).toEqual([]);
    }
  });

  test('one without a name, or that is not there, says so where it stands', () => {
    const { html, problems } = renderMarkup('a\n\n![x]()\n\n![y](none.png)', {
      imageUrl: () => null,
    });
    expect(problems.map(({ message, line }) => [message, line])).toEqual([
      ['This image is not there yet.', 3],
      ['There is no image named none.png in this submission.', 5],
    ]);
    expect(html).not.toContain('<figure');
  });

  test('ten thousand of them are drawn, each once', () => {
    const html = render('![](a.png)'.repeat(10_000));
    expect(tags(html).filter(({ name }) => name === 'img')).toHaveLength(10_000);
  });
});
