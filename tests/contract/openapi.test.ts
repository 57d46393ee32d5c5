import { expect, test } from '@jest/globals';
import { COMMON_ERRORS, ERRORS } from '../../contract/error.ts';
import { operations } from '../../contract/index.ts';
import { openApiDocument } from '../../contract/openapi.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Operation } from '../../contract/operation.ts';

const paths = openApiDocument().paths as Record<string, Record<string, Record<string, unknown>>>;
const all = Object.values<Operation>(operations);

test('every operation is in the document once, with its parameters, body and errors', () => {
  const documented = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(documented).toHaveLength(all.length);
  for (const operation of all) {
    const documentedAs = paths[operation.path]?.[operation.method];
    expect(documentedAs?.operationId).toBe(operation.id);
    const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = documentedAs?.parameters as { name: string; in: string }[];
    expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(named);
    const statuses = [...COMMON_ERRORS, ...operation.errors].map((code) => String(ERRORS[code].status));
    expect(Object.keys(documentedAs?.responses as object)).toEqual(expect.arrayContaining(statuses));
  }
});

test('whatever changes something says that it may be refused for its CSRF token', () => {
  for (const { id, method, errors } of all) {
    expect([id, errors.includes('csrf')]).toEqual([id, method !== 'get']);
  }
});

test('a URL is filled in and escaped', () => {
  expect(urlOf({ path: '/api/a/{name}/b' }, { name: 'x/ü' }, { q: 'a b', absent: undefined })).toBe(
    '/api/a/x%2F%C3%BC/b?q=a+b',
  );
  expect(() => urlOf({ path: '/api/{name}' })).toThrow('needs name');
});
