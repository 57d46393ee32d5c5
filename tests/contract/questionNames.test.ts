import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { operations } from '../../contract/index.ts';
import type { Operation } from '../../contract/operation.ts';
import { questionName, questionWords } from '../../contract/questionName.ts';

test('a question is called by its author’s label, and by its title where it has none', () => {
  expect(questionName({ label: '5', title: 'Adam' })).toBe('5 · Adam');
  expect(questionWords({ label: '5', title: 'Adam' })).toBe('question 5');
  for (const label of [null, undefined, '']) {
    expect(questionName({ label, title: 'Adam' })).toBe('Adam');
    expect(questionWords({ label, title: 'Adam' })).toBe('Adam');
  }
});

interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/** Where a response has a question with a title and without a label: `questions[]`. */
function namesWithoutLabel(response: z.ZodType): string[] {
  const whole = z.toJSONSchema(response, { unrepresentable: 'any' }) as Schema;
  const seen = new Set<Schema>();
  const walk = (schema: Schema, path: string): string[] => {
    if (seen.has(schema)) return [];
    seen.add(schema);
    const { $ref, properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema;
    const isQuestion = /(^|\.)questions?(\[\])?$/.test(path);
    return [
      ...(isQuestion && 'title' in properties && !('label' in properties) ? [path] : []),
      ...Object.entries(properties).flatMap(([key, value]) =>
        walk(value, path === '' ? key : `${path}.${key}`),
      ),
      ...(items === undefined ? [] : walk(items, `${path}[]`)),
      ...[...anyOf, ...oneOf, ...allOf].flatMap((value) => walk(value, path)),
      ...($ref === undefined ? [] : walk(whole.$defs?.[$ref.split('/').at(-1)!] ?? {}, path)),
    ];
  };
  return walk(whole, '');
}

test('whoever is told the title of a question is told its label, so that no page counts places instead', () => {
  const found = Object.values<Operation>(operations).flatMap(({ id, response }) =>
    response instanceof z.ZodType ? namesWithoutLabel(response).map((path) => `${id}: ${path}`) : [],
  );
  expect(found).toEqual([]);
});
