/** Whoever is told to wait is told how long, whichever part of the server refused them. */
import { expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { ApiError } from '../../server/errors.ts';
import { createLog } from '../../server/log.ts';
import { handleErrors } from '../../server/middleware/handleErrors.ts';

test.each([
  [new ApiError('throttled', 'Wait.'), '10'],
  [new ApiError('throttled', 'Wait.', undefined, 42), '42'],
  [new ApiError('unacceptable', 'No.'), undefined],
])('%p', async (error, expected) => {
  const app = express();
  app.get('/', () => {
    throw error;
  });
  app.use(handleErrors(createLog('test', 'silent'), () => new Date()));
  expect((await request(app).get('/')).headers['retry-after']).toBe(expected);
});
