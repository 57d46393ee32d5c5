/** The OpenAPI 3.1 document, made from the operations. */
import { z } from 'zod';
import { COMMON_ERRORS, ERRORS, ErrorBody } from './error.ts';
import type { ErrorCode } from './error.ts';
import { operations } from './index.ts';
import { KEY_HEADER, ONCE } from './operation.ts';
import type { Operation } from './operation.ts';
import { CSRF_HEADER } from './session.ts';

type Json = Record<string, unknown>;

/** `input` is what a caller may send (defaults optional), `output` what the server answers. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): Json[] {
  const object = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (object.required ?? []).includes(name),
    schema: property,
  }));
}

function errorResponses(codes: readonly ErrorCode[]): Json {
  const responses: Record<string, { description: string } & Json> = {};
  for (const code of new Set([...COMMON_ERRORS, ...codes])) {
    const { status, meaning } = ERRORS[code];
    const earlier = responses[status]?.description;
    responses[status] = {
      description: `${earlier ? `${earlier} ` : ''}\`${code}\`: ${meaning}`,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    };
  }
  return responses;
}

function operationObject(operation: Operation): Json {
  const parameters = [...parametersOf(operation.params, 'path'), ...parametersOf(operation.query, 'query')];
  const changes = operation.method !== 'get';
  if (changes) {
    parameters.push({
      name: CSRF_HEADER,
      in: 'header',
      required: false,
      description: 'The `csrfToken` of the session; needed but with a personal token.',
      schema: { type: 'string' },
    });
  }
  if (operation.once === 'key') {
    parameters.push({
      name: KEY_HEADER,
      in: 'header',
      required: true,
      description: 'A new UUID for each act; the same one where it is sent again since its answer was lost.',
      schema: { type: 'string', format: 'uuid' },
    });
  }
  const hasBody = !(operation.body instanceof z.ZodUndefined);
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(changes && { description: `Sent twice, it is done once. ${ONCE[operation.once]}` }),
    parameters,
    ...(hasBody && {
      requestBody: {
        required: true,
        content: { [operation.bodyType]: { schema: schemaOf(operation.body, 'input') } },
      },
    }),
    responses: {
      [operation.status]: {
        description: operation.summary,
        content: { [operation.responseType]: { schema: schemaOf(operation.response, 'output') } },
      },
      ...errorResponses(operation.errors),
    },
  };
}

export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const operation of Object.values<Operation>(operations)) {
    (paths[operation.path] ??= {})[operation.method] = operationObject(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stepwise',
      version: '1',
      description:
        'Sign in with `POST /api/session`; the session is a cookie. Every request that is not a GET carries the ' +
        `session's \`csrfToken\` in the header \`${CSRF_HEADER}\`. A request with a personal token ` +
        '(`Authorization: Bearer …`) needs neither, and may do what the token is for.',
    },
    paths,
    components: { schemas: { Error: schemaOf(ErrorBody, 'output') } },
  };
}
