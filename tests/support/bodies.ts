/** Bodies that operations take, made from the contract's schemas. */
import { z } from 'zod';
import type { Operation } from '../../contract/operation.ts';
import { png } from './images.ts';

type Schema = { [key: string]: unknown } & {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
};

/** Of texts with a pattern, the first that fits. */
const TEXTS = ['x', 'optim.js', '2026-12-06 14:30', 'x'.repeat(12), '1'];

const EMAIL = 'planned@example.org';

/** What no schema says: rules across fields, and names that are looked up. */
const SAID: Record<string, object> = {
  createCourse: { timeZone: 'Europe/Berlin' },
  copyCourse: { timeZone: 'Europe/Berlin' },
  describeCourse: {
    timeZone: 'Europe/Berlin',
    seen: { code: 'x', title: 'x', term: 'x', timeZone: 'Europe/Berlin' },
  },
};

/** @param id for whatever is an id of something */
function valueOf(schema: Schema, id: string): unknown {
  const { type, properties, items, anyOf, oneOf } = schema;
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0] as unknown;
  const [first] = anyOf ?? oneOf ?? [];
  if (first) return valueOf(first, id);
  if (type === 'object')
    return Object.fromEntries(
      Object.entries(properties ?? {}).map(([key, each]) => [
        key,
        // Trimmed first, so that its schema is one of any text.
        key === 'email' ? EMAIL : valueOf(each, id),
      ]),
    );
  if (type === 'array' && schema.prefixItems)
    return (schema.prefixItems as Schema[]).map((each) => valueOf(each, id));
  if (type === 'array')
    return Array.from({ length: Math.max(1, Number(schema.minItems ?? 1)) }, () => valueOf(items ?? {}, id));
  if (type === 'integer' || type === 'number')
    return Math.min(
      Math.max(1, Number(schema.minimum ?? schema.exclusiveMinimum ?? 1)),
      Number(schema.maximum ?? 1),
    );
  if (type === 'boolean') return true;
  if (type !== 'string') return null;
  if (schema.format === 'uuid') return id;
  if (schema.format === 'date-time') return '2026-12-05T12:00:00.000Z';
  const fits = (text: string) =>
    text.length >= Number(schema.minLength ?? 0) &&
    text.length <= Number(schema.maxLength ?? Infinity) &&
    (schema.pattern === undefined || new RegExp(schema.pattern as string, 'u').test(text));
  return TEXTS.find(fits) ?? 'x'.repeat(Number(schema.minLength ?? 1));
}

/** @returns undefined where it takes none @throws Error where what is made would be refused */
export function bodyFor(operation: Operation, id: string): unknown {
  if (operation.body instanceof z.ZodUndefined) return undefined;
  if (operation.bodyType === 'application/octet-stream') return png();
  const schema = z.toJSONSchema(operation.body, { io: 'input', unrepresentable: 'any' }) as Schema;
  const made = valueOf(schema, id);
  const body = SAID[operation.id] ? { ...(made as object), ...SAID[operation.id] } : made;
  const parsed = operation.body.safeParse(body);
  if (parsed.success) return body;
  throw new Error(`${operation.id} takes no ${JSON.stringify(body)}: ${parsed.error.message}`);
}

/** What an operation asks for in its query, as far as it has to. */
export function queryFor(operation: Operation, id: string): Record<string, string> {
  const { properties = {}, required = [] } = z.toJSONSchema(operation.query, {
    io: 'input',
    unrepresentable: 'any',
  }) as Schema & { required?: string[] };
  return Object.fromEntries(
    required.map((key) => [key, key === 'email' ? EMAIL : String(valueOf(properties[key] ?? {}, id))]),
  );
}
