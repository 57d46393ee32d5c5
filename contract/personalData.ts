/** What is kept of a person: handed to them, and taken out on request. */
import { z } from 'zod';
import { EmailAddress, FileStream } from './common.ts';
import { defineOperation } from './operation.ts';

export const exportMyData = defineOperation({
  id: 'exportMyData',
  method: 'get',
  path: '/api/account/data',
  summary: 'All that is kept of me, as far as I may see it, as a zip: JSON, and what I wrote as files',
  response: FileStream,
  responseType: 'application/octet-stream',
  errors: ['throttled'],
});

export const exportPersonalData = defineOperation({
  id: 'exportPersonalData',
  method: 'get',
  path: '/api/people/data',
  summary:
    'The same of anybody, for an administrator who was asked for it: as the person themselves would see it',
  query: z.object({ email: EmailAddress }),
  response: FileStream,
  responseType: 'application/octet-stream',
  errors: ['not_found', 'throttled'],
});

export const erasePerson = defineOperation({
  id: 'erasePerson',
  method: 'post',
  once: 'state',
  path: '/api/people/erasure',
  summary:
    'Take out, for ever, who somebody was: name, address, ways in, notes and notices; what they handed in and their grades stay as the record of their courses',
  body: z.object({
    email: EmailAddress,
    /** The address once more, typed. */
    confirmation: z.string().max(254),
  }),
  response: z.object({
    /** What the person is called from then on. */
    name: z.string(),
  }),
  errors: ['csrf', 'not_found', 'unacceptable'],
});
