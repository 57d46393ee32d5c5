import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { groupAnswers } from '../../../grader/answers/groups.ts';
import type { AnswerGroup } from '../../../grader/answers/groups.ts';

const RULE = { optimizer: 'rmsprop', accepts: ['epsilon-outside-root', 'epsilon-inside-root'] } as const;

const BOOK = String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$\theta \leftarrow \theta - \frac{\epsilon}{\delta + \sqrt{r}} \odot g$$`;
const NOTES = String.raw`$E[g^2]_t = 0.9 E[g^2]_{t-1} + 0.1 g_t^2$ and $\theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{E[g^2]_t} + \epsilon} g_t$`;
const INSIDE = BOOK.replace(String.raw`\delta + \sqrt{r}`, String.raw`\sqrt{\delta + r}`);
const ROOTLESS = BOOK.replace(String.raw`\sqrt{r}`, 'r');
const ADAGRAD = BOOK.replace(String.raw`\rho r + (1-\rho)`, 'r +');

interface Answer {
  id: string;
  markdown: string;
}

function fixture(name: string): { ideas: Map<string, string>; answers: Answer[] } {
  const file = readFileSync(new URL(`fixtures/${name}.yaml`, import.meta.url), 'utf8');
  const ideas = new Map<string, string>();
  const answers = (parse(file) as { idea: string; answers: string[] }[]).flatMap(({ idea, answers: texts }) =>
    texts.map((markdown, i) => {
      const id = `${idea}-${i}`;
      ideas.set(id, idea);
      return { id, markdown };
    }),
  );
  return { ideas, answers };
}

const named = (...texts: string[]): Answer[] => texts.map((markdown, i) => ({ id: `a${i}`, markdown }));
const byMembers = (groups: readonly AnswerGroup[]): Record<string, string[]> =>
  Object.fromEntries(groups.map((group) => [group.name, group.members]));

describe('groupAnswers by rule', () => {
  test('gathers a rule in all its notations and names what is wrong with the others', () => {
    const groups = groupAnswers(
      named(BOOK, `RMSProp divides by a running average: ${NOTES}`, ROOTLESS, ADAGRAD, `So: ${ROOTLESS}`),
      { rule: RULE },
    );
    expect(byMembers(groups)).toEqual({
      RMSProp: ['a0', 'a1'],
      'RMSProp, without the square root': ['a2', 'a4'],
      AdaGrad: ['a3'],
    });
    expect(groups.map((group) => group.by)).toEqual(['rule', 'rule', 'rule']);
    expect(groups.map(({ rule }) => rule?.faults)).toEqual([[], ['missing-root'], []]);
  });

  test('gathers what is written in any of the accepted conventions', () => {
    expect(byMembers(groupAnswers(named(BOOK, INSIDE), { rule: RULE }))).toEqual({ RMSProp: ['a0', 'a1'] });
  });

  test('keeps the others apart and names them', () => {
    const outside = { ...RULE, accepts: ['epsilon-outside-root'] } as const;
    expect(byMembers(groupAnswers(named(BOOK, INSIDE), { rule: outside }))).toEqual({
      RMSProp: ['a0'],
      'RMSProp, epsilon inside the root': ['a1'],
    });
  });

  test('says of the others whether they have no rule, an unreadable one or an unknown one', () => {
    const words = 'It divides by a running average of the squared gradients.';
    const unreadable = String.raw`It divides, see $\theta = \oint_{\heartsuit} \theta \,\wp$ for that.`;
    const unknown = String.raw`It divides: $v = \rho v + (1-\rho) g^2$, $\theta \leftarrow \theta - \eta \sqrt{v}\, g$.`;
    const groups = groupAnswers(named(words, unreadable, unknown), { rule: RULE });
    const names = new Map(groups.map((group) => [group.members[0], group.name]));
    expect(names.get('a0')).toMatch(/^No rule; says: “It divides by a running average/);
    expect(names.get('a1')).toMatch(/^Rule not understood; says: “It divides, see …/);
    expect(names.get('a2')).toMatch(/^No known rule; says: “It divides/);
    expect(groups.map((group) => group.by)).toEqual(['text', 'text', 'text']);
  });

  test('reads no rule where the question asks for none', () => {
    expect(groupAnswers(named(BOOK)).map((group) => group.by)).toEqual(['text']);
  });

  test("uses the sheet's macros", () => {
    const answer = String.raw`$r \leftarrow \rho r + (1-\rho) \grad^2$, $\theta \leftarrow \theta - \epsilon \grad / (\delta + \sqrt{r})$`;
    const macros = { '\\grad': '\\nabla_\\theta J' };
    expect(groupAnswers(named(answer), { rule: RULE, macros })[0]?.name).toBe('RMSProp');
  });
});

describe('groupAnswers by text', () => {
  test.each([
    ['momentum', 7],
    ['rmsprop', 3],
    ['sparse', 4],
    ['bias', 3],
  ])('finds the ideas in the answers about %s', (name, most) => {
    const { ideas, answers } = fixture(name);
    const groups = groupAnswers(answers);
    for (const { members } of groups) expect(new Set(members.map((id) => ideas.get(id))).size).toBe(1);
    expect(groups.length).toBeLessThanOrEqual(most);
  });

  test('names a group by a sentence that is typical of it', () => {
    const { answers } = fixture('momentum');
    const names = groupAnswers(answers).map(({ members, name }) => [members[0]?.replace(/-\d+$/, ''), name]);
    expect(names).toContainEqual(['noise', expect.stringMatching(/^Says: “.*(variance|noise)/)]);
    expect(names).toContainEqual(['minima', expect.stringMatching(/^Says: “.*minim/)]);
  });

  test('puts copies together, and lets them have one say', () => {
    const { answers } = fixture('momentum');
    const copies = Array.from({ length: 30 }, (_, i) => ({ ...answers[0]!, id: `copy-${i}` }));
    const groups = groupAnswers([...answers, ...copies]);
    const members = groups.find((group) => group.members.includes(answers[0]!.id))?.members;
    expect(members).toEqual(expect.arrayContaining(copies.map((copy) => copy.id)));
    expect(groups).toHaveLength(groupAnswers(answers).length);
  });

  test('gathers empty answers last', () => {
    const groups = groupAnswers(named('', ' \n\t', '\u200B', 'Something'));
    expect(groups.at(-1)).toEqual({
      key: 'empty',
      name: 'Empty',
      by: 'empty',
      rule: null,
      members: ['a0', 'a1', 'a2'],
    });
    expect(groups).toHaveLength(2);
    expect(groupAnswers([])).toEqual([]);
  });

  test('keeps answers of signs and pictures apart, with names of their own', () => {
    const groups = groupAnswers(named('???', '!!!', '![](a.png)', '![](b.png)'));
    expect(groups.map((group) => group.members)).toHaveLength(4);
    expect(new Set(groups.map((group) => group.name)).size).toBe(4);
  });

  test('keeps the key of a group to which an answer of another kind is added', () => {
    const { answers } = fixture('bias');
    const keys = groupAnswers(answers).map((group) => group.key);
    const more = groupAnswers([...answers, { id: 'new', markdown: 'Bananas are yellow fruit.' }]);
    expect(more.map((group) => group.key)).toEqual(expect.arrayContaining(keys));
  });

  test('gives no control characters or whole essays to the page', () => {
    const [group] = groupAnswers(named(`\u202Eevil\u0007 ${'long '.repeat(500)}`));
    expect(group?.name).not.toMatch(/\p{C}/u);
    expect(group?.name.length).toBeLessThan(100);
  });
});

describe('groupAnswers on any answers', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      BOOK,
      ROOTLESS,
      '',
      ' ',
      '$',
      '$$',
      '\\begin{align}',
      '```',
      '**',
      '# ',
      '\\',
      '{{{',
      '<script>',
    ),
    fc.constantFrom('momentum', 'velocity', 'noise', 'does not', 'average', 'gradient', '\n\n', '- '),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  const texts = fc.array(
    fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(' ')),
    { maxLength: 12 },
  );
  const options = fc.constantFrom({}, { rule: RULE });

  test('is a partition with unique keys and names, copies together', () => {
    fc.assert(
      fc.property(texts, options, (markdowns, given) => {
        const answers = named(...markdowns);
        const groups = groupAnswers(answers, given);
        expect(groups.flatMap((group) => group.members).sort()).toEqual(answers.map(({ id }) => id).sort());
        expect(groups.every((group) => group.members.length > 0)).toBe(true);
        expect(new Set(groups.map((group) => group.key)).size).toBe(groups.length);
        expect(new Set(groups.map((group) => group.name)).size).toBe(groups.length);
        const groupOf = new Map(groups.flatMap(({ key, members }) => members.map((id) => [id, key])));
        for (const a of answers) {
          for (const b of answers)
            if (a.markdown === b.markdown) expect(groupOf.get(a.id)).toBe(groupOf.get(b.id));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('does not depend on the order of the answers', () => {
    const shuffled = texts
      .map((markdowns) => named(...markdowns))
      .chain((answers) =>
        fc
          .shuffledSubarray(answers, { minLength: answers.length, maxLength: answers.length })
          .map((other) => [answers, other] as const),
      );
    fc.assert(
      fc.property(shuffled, options, ([answers, other], given) => {
        expect(groupAnswers(other, given)).toEqual(groupAnswers(answers, given));
      }),
      { numRuns: 80 },
    );
    const { answers } = fixture('momentum');
    expect(groupAnswers(answers.toReversed())).toEqual(groupAnswers(answers));
  });
});
