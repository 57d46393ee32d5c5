/** Bodies that an operation takes for its own, with a hostile text wherever one may stand. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Operation } from '../../contract/operation.ts';

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maxItems?: number;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

const MOST_ITEMS = 200;
/** Where nothing is said of its length. */
const LONGEST = 200_000;

function fill(schema: Schema | boolean, text: string): unknown {
  // Nothing in particular, or nothing at all.
  if (typeof schema === 'boolean') return text;
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return fill(choice.find(({ type }) => type !== 'null') ?? {}, text);
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return randomUUID();
      if (schema.format === 'date-time') return '2030-01-01T00:00:00.000Z';
      if (schema.format === 'email') return 'ada@example.org';
      return text.slice(0, schema.maxLength ?? LONGEST);
    case 'number':
    case 'integer':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return Array.from({ length: Math.min(schema.maxItems ?? MOST_ITEMS, MOST_ITEMS) }, () =>
        fill(schema.items ?? {}, text.slice(0, Math.ceil(LONGEST / MOST_ITEMS))),
      );
    case 'object': {
      const known = Object.entries(schema.properties ?? {}).map(([name, each]) => [name, fill(each, text)]);
      if (known.length > 0 || typeof schema.additionalProperties !== 'object')
        return Object.fromEntries(known);
      return { one: fill(schema.additionalProperties, text), two: fill(schema.additionalProperties, text) };
    }
    default:
      return null;
  }
}

/** @returns undefined for an operation without a body of JSON */
export function hostileBody(operation: Operation, text: string): unknown {
  if (operation.bodyType !== 'application/json' || operation.body instanceof z.ZodUndefined) return undefined;
  return fill(z.toJSONSchema(operation.body, { io: 'input', unrepresentable: 'any' }) as Schema, text);
}
