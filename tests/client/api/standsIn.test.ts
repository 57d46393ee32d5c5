/** What a page has seen after a call that failed: what a refusal shows, and nothing after any other error. */
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { ApiError, standsIn } from '../../../client/src/api/ApiError.ts';

const Days = z.object({ days: z.number().nullable() }).nullable();

test.each([
  [new ApiError('not_as_seen', 'Changed.', { stands: { days: 7 } }), { days: 7 }],
  [new ApiError('not_as_seen', 'Taken away.', { stands: null }), null],
  [new ApiError('unreachable', 'No answer came.'), undefined],
  [new ApiError('unacceptable', 'Too many days.', { stands: { days: 7 } }), undefined],
  [new Error('a fault of the page'), undefined],
  [null, undefined],
])('%s', (error, stands) => expect(standsIn(error, Days)).toEqual(stands));
