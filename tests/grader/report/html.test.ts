import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { TrajectoryPlot } from '../../../contract/report.ts';
import type { ShownReport } from '../../../grader/report/shown.ts';
import { html } from '../../../grader/report/html/escape.ts';
import { toHtml } from '../../../grader/report/html/page.ts';

const HOSTILE = `"'><img src=x onerror=alert(1)></script></style></pre><script>alert(2)</script>&amp;`;

const STEPS = 12;
const down = (rate: number) => Array.from({ length: STEPS + 1 }, (_, t) => [rate ** t, 2 * rate ** t]);
const bowl = (rows: (number | null)[][]) =>
  rows.map(([x, y]) => {
    const value = x == null || y == null ? NaN : (x * x + 10 * y * y) / 2;
    return Number.isFinite(value) ? value : null;
  });

function plotOf(yours: (number | null)[][], divergedAt: number | null): TrajectoryPlot {
  const reference = down(0.8);
  return {
    testId: 'quadratic',
    title: 'Down the bowl',
    objective: 'quadratic',
    hyperparameters: { learning_rate: 0.1 },
    yours,
    reference,
    loss: { yours: bowl(yours), reference: bowl(reference) },
    divergedAt,
  };
}

function reportOf(plots: TrajectoryPlot[], text = 'plain'): ShownReport {
  const test = {
    id: text,
    title: text,
    status: 'failed',
    score: 0,
    maxScore: 1,
    visibility: 'hidden',
  } as const;
  return {
    assignment: text,
    score: 0.1 + 0.2,
    maxScore: 1,
    durationMs: 12.3,
    language: 'python',
    questions: ['first', text].map((id) => ({
      id,
      verdict: 'wrong_answer',
      score: 0,
      maxScore: 1,
      tests: [{ ...test, message: text }],
      diagnosis: { optimizer: text, conventions: [], faults: [], message: text },
      causes: [],
      withheld: { afterDueDate: 0, afterPublished: 0, hidden: 0 },
      plots: id === text ? plots : [],
      output: id === text ? text : '',
    })),
  };
}

/** Contents of every `name="…"` of the elements that `start` begins. */
const attributesOf = (page: string, start: string, name: string) =>
  [...page.matchAll(new RegExp(`${start}[^>]*? ${name}="([^"]*)"`, 'g'))].map(([, value]) => value!);

describe('escaping', () => {
  test('text put into a template stays text, in elements and in attributes', () => {
    expect(`${html`<p title="${`"'&`}">${'<b>'}${[html`<i>${'>'}</i>`, 1]}</p>`}`).toBe(
      '<p title="&quot;&#39;&amp;">&lt;b&gt;<i>&gt;</i>1</p>',
    );
  });

  test('what HTML may not hold and what turns the direction of a line is replaced', () => {
    expect(`${html`${'a\u0000b\u202ec\ud800d\ne'}`}`).toBe('a\ufffdb\ufffdc\ufffdd\ne');
  });

  test('hostile strings anywhere in a report add no element and no attribute', () => {
    const plot = plotOf(down(0.7), 1);
    const names = { title: HOSTILE, objective: HOSTILE, hyperparameters: { [HOSTILE]: 1 } };
    const hostile = toHtml(reportOf([{ ...plot, ...names }], HOSTILE));
    const plain = toHtml(
      reportOf([{ ...plot, title: 'a', objective: 'b', hyperparameters: { c: 1 } }], 'plain'),
    );
    const tags = (page: string) => page.match(/<[a-z!/][^\s>]*/gi);
    expect(hostile).not.toContain(HOSTILE);
    expect(hostile).not.toContain('<img');
    expect(tags(hostile)).toEqual(tags(plain));
  });
});

test('code in what the grader says is set off, in tests and diagnosis', () => {
  const page = toHtml(reportOf([], 'optim.py has no `sgd<1>`; a lone ` stays'));
  expect(page.match(/has no <code>sgd&lt;1&gt;<\/code>; a lone ` stays<\/p>/g)).toHaveLength(4);
});

describe('the page', () => {
  const page = toHtml(reportOf([plotOf(down(0.7), 1)]));

  test('needs no other file and no other host', () => {
    expect(page).not.toMatch(/https?:|\bsrc=|<link|@import|url\((?!#)/);
    expect(attributesOf(page, '<use', 'href').every((href) => href.startsWith('#'))).toBe(true);
  });

  test('allows its own style and script and nothing else', () => {
    const [policy] = attributesOf(page, '<meta http-equiv', 'content');
    for (const tag of ['style', 'script']) {
      const [, source] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)!;
      const hash = createHash('sha256').update(source!).digest('base64');
      expect(policy).toContain(`${tag}-src &#39;sha256-${hash}&#39;`);
    }
    expect(policy).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/<[^>]* (style|on\w+)=/);
  });

  test('says points without the dust of binary fractions', () => {
    expect(page).toContain('0.3/1');
  });

  test('every id occurs once and every reference to one is met', () => {
    const ids = attributesOf(page, '<\\w+', 'id');
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...page.matchAll(/(?:href="#|url\(#|for="|labelledby=")([\w-]+)/g)].map(
      ([, id]) => id,
    );
    expect(references.filter((id) => !ids.includes(id!))).toEqual([]);
  });
});

describe('the pictures', () => {
  const pointsOf = (page: string, whose: string) =>
    attributesOf(page, `<polyline class="line ${whose}"`, 'points').map((points) => points.split(' '));

  test('each line has a point for the start and every step; step sizes have one a step', () => {
    const page = toHtml(reportOf([plotOf(down(0.7), 1)]));
    for (const whose of ['yours', 'reference']) {
      expect(pointsOf(page, whose).map((points) => points.length)).toEqual([STEPS + 1, STEPS + 1, STEPS]);
    }
    expect(page.match(/<tr aria-current="step">/g)).toHaveLength(1);
    expect(page.match(/<th scope="row">/g)).toHaveLength(STEPS + 1);
  });

  test('the slider starts at the divergence, or at the end when there is none', () => {
    const valueOf = (page: string) => attributesOf(page, '<input', 'value')[0];
    expect(valueOf(toHtml(reportOf([plotOf(down(0.7), 3)])))).toBe('3');
    const same = toHtml(reportOf([plotOf(down(0.8), null)]));
    expect(valueOf(same)).toBe(String(STEPS));
    expect(same).toContain('yours = reference');
    expect(same).not.toContain('class="cross"');
  });

  test('every number drawn is finite when yours runs away, stops being finite, or stays where it is', () => {
    const away = down(-1e30).map((row, t) => (t > 9 ? [null, null] : row));
    const still = down(0.8).map(() => [1, 2]);
    for (const yours of [away, still, down(0.8).slice(0, 2)]) {
      const page = toHtml(reportOf([plotOf(yours, 1)]));
      const [figure] = /<figure[^]*<\/figure>/.exec(page)!;
      expect(figure).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(figure.match(/class="cross"/g)).toHaveLength(3);
    }
  });

  test('a line that leaves the frame gets an arrow at its edge; one that stays gets none', () => {
    expect(toHtml(reportOf([plotOf(down(-3), 1)]))).toContain('class="arrow yours"');
    expect(toHtml(reportOf([plotOf(down(0.7), 1)]))).not.toContain('class="arrow');
  });

  test('contours are drawn for a known objective and none for an unknown one', () => {
    const contoursOf = (objective: string) =>
      /<g class="contours">([^]*?)<\/g>/.exec(
        toHtml(reportOf([{ ...plotOf(down(0.7), 1), objective }])),
      )![1]!;
    const paths = contoursOf('quadratic').match(/<path d="M[^"]+Z"/g) ?? [];
    expect(paths.length).toBeGreaterThanOrEqual(12);
    expect(paths.length).toBeLessThanOrEqual(15);
    expect(contoursOf('no such objective').trim()).toBe('');
  });

  test('a question in which no step was taken has no picture', () => {
    expect(toHtml(reportOf([plotOf(down(0.8).slice(0, 1), null)]))).not.toContain('<figure');
  });
});
