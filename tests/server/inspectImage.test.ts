/** What an upload is, by its bytes alone, and what of an SVG is left. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_IMAGE_BYTES } from '../../contract/images.ts';
import { inspectImage } from '../../server/features/images/inspect/inspectImage.ts';
import { JPEG, MATPLOTLIB_SVG, jpegOf, pdf, png } from '../support/images.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function problemOf(data: Uint8Array): string {
  const inspected = inspectImage(data);
  if (inspected.ok) throw new Error(`accepted as ${inspected.mediaType}`);
  return inspected.problem;
}

function svgOf(source: string): string {
  const inspected = inspectImage(bytes(source));
  if (!inspected.ok) throw new Error(inspected.problem);
  expect(inspected.mediaType).toBe('image/svg+xml');
  return new TextDecoder().decode(inspected.data);
}

describe('by their bytes', () => {
  test.each([
    ['image/png', png()],
    ['image/jpeg', JPEG],
    ['application/pdf', pdf(2)],
    ['image/svg+xml', bytes(MATPLOTLIB_SVG)],
    ['image/svg+xml', bytes('\uFEFF  <svg/>')],
  ])('%s', (mediaType, data) => {
    expect(inspectImage(data)).toMatchObject({ ok: true, mediaType });
  });

  test.each([
    ['text', bytes('#!/bin/sh\n')],
    ['nothing but spaces', bytes('   ')],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')],
    ['a ZIP', Buffer.from('PK\x03\x04', 'latin1')],
    ['an SVG in UTF-16', Buffer.from('\uFEFF<svg/>', 'utf16le')],
  ])('%s is none of the formats', (_, data) => {
    expect(problemOf(data)).toMatch(/^is no PNG, JPEG, SVG \(in UTF-8\) or PDF\./);
  });

  test('a PDF is kept byte for byte, with what it says of its author', () => {
    const data = Buffer.concat([pdf(2).subarray(0, 9), bytes('% Ada, 51.5 N 0.1 W\n'), pdf(2).subarray(9)]);
    const inspected = inspectImage(data);
    expect(inspected.ok && Buffer.from(inspected.data).equals(data)).toBe(true);
  });

  test('HTML is no SVG, also with one inside', () => {
    expect(problemOf(bytes('<html><body><svg/></body></html>'))).toMatch(/^is no SVG: it begins with <html>/);
    expect(problemOf(bytes('<!DOCTYPE html><script>alert(1)</script>'))).toMatch(/it begins with <script>/);
  });

  test('one too large says how large and what to do', () => {
    const problem = problemOf(Buffer.alloc(MAX_IMAGE_BYTES + 400_000));
    expect(problem).toBe(
      'has 5.4 MB; an image may have 5 MB. Save it smaller: fewer pixels, JPEG for a photo, PDF or SVG for a plot.',
    );
    const large = `<svg><desc>${'x'.repeat(2_000_000)}</desc></svg>`;
    expect(problemOf(bytes(large))).toBe('has 2 MB; an SVG may have 2 MB. Save it as PDF or PNG.');
  });
});

describe('PNG, JPEG and PDF', () => {
  test('every beginning of a file is cut off', () => {
    for (const whole of [png(), JPEG, pdf(1)])
      for (let length = 8; length < whole.length - 2; length += 3)
        expect(problemOf(whole.subarray(0, length))).toMatch(/^is (cut off|damaged)/);
  });

  test('a flipped bit in a PNG is found', () => {
    const damaged = png();
    damaged[40]! ^= 1;
    expect(problemOf(damaged)).toMatch(/^is damaged at byte 33\./);
  });

  test('more pixels than a browser can hold are refused by the header alone', () => {
    expect(problemOf(png({}, { width: 100_000, height: 100_000 }))).toBe(
      'has 100000 × 100000 pixels; an image may have 40 million. Make it smaller and upload it again.',
    );
    expect(problemOf(png({}, { width: 0, height: 8 }))).toMatch(/no pixels/);
    expect(problemOf(jpegOf(65_000, 65_000))).toMatch(/^has 65000 × 65000 pixels/);
    expect(inspectImage(jpegOf(8_000, 5_000)).ok).toBe(true);
  });

  test('whatever the bytes, inspecting ends with an answer', () => {
    const start = fc.constantFrom(
      png().subarray(0, 33),
      JPEG.subarray(0, 30),
      bytes('%PDF-1.4'),
      bytes('<svg'),
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, tail) => {
        inspectImage(Buffer.concat([head, tail]));
      }),
    );
  });
});

const SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const PIXEL = `data:image/png;base64,${png().toString('base64')}`;

describe('SVG', () => {
  test("Matplotlib's survives", () => {
    const safe = svgOf(MATPLOTLIB_SVG);
    for (const part of [
      'width="288pt" height="180pt" viewBox="0 0 288 180"',
      '<style type="text/css">* { stroke-linejoin: round; stroke-linecap: butt }</style>',
      '<use xlink:href="#m3c4d" x="80" y="90" style="fill: #1f77b4; stroke: #1f77b4"/>',
      '<use xlink:href="#DejaVuSans-6c"/>',
      'clip-path="url(#p1a2b)"',
      '<clipPath id="p1a2b"><rect x="36" y="10" width="223" height="150"/></clipPath>',
      'transform="translate(100 174.598437) scale(0.1 -0.1)"',
      "font: 10px 'DejaVu Sans', 'Arial', sans-serif",
      'loss &amp; steps &lt; 100</text>',
    ])
      expect(safe).toContain(part);
    expect(safe).not.toMatch(/metadata|rdf|DOCTYPE|<\?xml/);
  });

  test('what is safe is left as it is when it is read again', () => {
    const safe = svgOf(MATPLOTLIB_SVG);
    expect(svgOf(safe)).toBe(safe);
  });

  test('gradients by style sheet, embedded pictures and text in a link stay', () => {
    const safe = svgOf(
      `<svg ${SVG}><style><![CDATA[.a{fill:url(#g);} @media print{.a{fill:red}} .b{fill:rgb(1,2,3)}]]></style><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient><image href="${PIXEL}" width="8"/><a href="https://e.org"><text class="a" aria-label="Adam (ours)">Adam</text></a></svg>`,
    );
    expect(safe).toContain('.a { fill:url(#g) }\n.b { fill:rgb(1,2,3) }');
    expect(safe).toContain(`<image href="${PIXEL}" width="8"/>`);
    expect(safe).toContain('<g><text class="a" aria-label="Adam (ours)">Adam</text></g>');
    expect(safe).not.toContain('e.org');
  });

  const HOSTILE = [
    '<script>alert(1)</script>',
    '<SCRIPT>alert(1)</SCRIPT>',
    '<script xlink:href="https://evil.org/x.js"/>',
    '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    '<g xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></g>',
    '<rect onload="alert(1)" onclick="alert(1)" OnFocus="alert(1)"/>',
    '<a href="javascript:alert(1)"><text>x</text></a>',
    '<a xlink:href="java&#x09;script:alert(1)"><text>x</text></a>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://evil.org"/></body></foreignObject>',
    '<iframe src="javascript:alert(1)"/><embed src="https://evil.org"/><object data="https://evil.org"/>',
    '<image href="https://evil.org/track.png"/>',
    '<image xlink:href="//evil.org/track.png"/>',
    '<image href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+"/>',
    '<image href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"/>',
    '<image href="data:image/png;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+"/>',
    '<use href="https://evil.org/x.svg#a"/>',
    '<use xlink:href="data:image/svg+xml,&lt;svg id=&#39;a&#39; onload=&#39;alert(1)&#39;/&gt;#a"/>',
    '<use href="javascript:alert(1)"/>',
    '<animate attributeName="href" values="javascript:alert(1)"/><set attributeName="onclick" to="alert(1)"/>',
    '<g><animateTransform attributeName="transform" onbegin="alert(1)"/></g>',
    '<feImage href="https://evil.org/x.png"/>',
    '<style>@import "https://evil.org/x.css";</style>',
    '<style>@import url(https://evil.org/x.css); rect{fill:red}</style>',
    '<style>@font-face{font-family:x;src:url(https://evil.org/x.woff)}</style>',
    '<style>rect{background:url(https://evil.org/x.png)}</style>',
    '<style>rect{background:u\\72l(https://evil.org/x.png)}</style>',
    '<style>rect{background:url("https://evil.org/x.png")}/*</style><style>*/</style>',
    '<style>rect{background:ur/**/l(https://evil.org/x.png)}</style>',
    '<style>rect{background:image-set("https://evil.org/x.png" 1x)}</style>',
    '<style>a{b:"}c{d:url(https://evil.org)}</style>',
    '<style><![CDATA[</style><script>alert(1)</script>]]></style>',
    '<style>rect{behavior:url(#x);-moz-binding:url(https://evil.org)} &lt;script&gt;alert(1)</style>',
    '<rect style="fill:url(https://evil.org/x.svg#a)"/>',
    '<rect style="background:\\75rl(https://evil.org)"/>',
    '<rect fill="url(https://evil.org/x.svg#a)"/>',
    '<rect fill="url( &quot;https://evil.org/x.svg&quot; )"/>',
    '<rect fill="url(//evil.org#f)" mask="src(https://evil.org)"/>',
    '<rect style="width:expression(alert(1))"/>',
    '<g xml:base="https://evil.org/"><use href="#a"/></g>',
    '<handler xmlns="http://www.w3.org/2001/xml-events" event="load">alert(1)</handler>',
    '<?xml-stylesheet href="https://evil.org/x.xsl"?>',
    '<!-- --><script>alert(1)</script><!-- -->',
    '<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>',
    '<rect aria-label="&quot; onload=&quot;alert(1)"/>',
  ];
  test.each(HOSTILE)('nothing is left that acts or loads: %s', (attack) => {
    const safe = svgOf(`<svg ${SVG} onload="alert(1)">${attack}<rect id="kept" width="1"/></svg>`);
    expect(safe).toContain('<rect id="kept" width="1"/>');
    // Text and quoted values are no markup.
    const markup = safe.replace(/"[^"]*"/g, '""').replace(/>[^<]*</g, '><');
    expect(markup).not.toMatch(
      /script|\son\w+=|foreignObject|iframe|embed|object|handler|animate|<set|feImage|xml:base/i,
    );
    expect(safe.replace(/xmlns(:xlink)?="[^"]*"/g, '')).not.toMatch(
      /evil|@import|url\((?!#)|javascript:|data:/i,
    );
  });

  test('declarations of the document type go with it', () => {
    const source = '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)"><!ENTITY a "b">]><svg/>';
    expect(svgOf(source)).toBe(svgOf('<svg/>'));
  });

  test.each([
    ['<svg><g></svg>', /^is no SVG that can be read: .*line 1, column/],
    ['<svg a="1" a="2"/>', /Duplicate attribute/],
    ['<svg>&unknown;</svg>', /can be read/],
    ['<svg xmlns="http://www.w3.org/1999/xhtml"><script/></svg>', /namespace/],
    ['<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>', /entity isn't defined: &b;/],
    ['<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>', /entity isn't defined: &x;/],
    [`<svg>${'<g>'.repeat(101)}${'</g>'.repeat(101)}</svg>`, /nested/],
    [`<svg>${'<g>'.repeat(60_000)}${'</g>'.repeat(60_000)}</svg>`, /nested/],
    [`<svg>${'<g/>'.repeat(50_001)}</svg>`, /more than 50000 elements/],
    ['<svg><g id="a"><use href="#a"/></g></svg>', /refers to itself/],
    [`<svg><image href="${PIXEL.slice(0, 60)}"/></svg>`, /contains a picture that is cut off/],
  ])('%.60s is refused', (source, reason) => {
    expect(problemOf(bytes(source))).toMatch(reason);
  });

  test('ten of ten of ten … are refused before a browser draws them', () => {
    const level = (number: number) => `<g id="l${number}">${`<use href="#l${number - 1}"/>`.repeat(10)}</g>`;
    const levels = Array.from({ length: 9 }, (_, index) => level(index + 1)).join('');
    expect(problemOf(bytes(`<svg><rect id="l0"/>${levels}</svg>`))).toMatch(/^draws more than 500000/);
    const tiles = Array.from(
      { length: 9 },
      (_, index) =>
        `<pattern id="p${index + 1}">${`<rect style="fill:url(#p${index})"/>`.repeat(10)}</pattern>`,
    ).join('');
    expect(problemOf(bytes(`<svg>${tiles}</svg>`))).toMatch(/^draws more than 500000/);
  });
});
