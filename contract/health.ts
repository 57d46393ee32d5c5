import { z } from 'zod';
import { defineOperation } from './operation.ts';

/** sent: by SMTP · shown: a demo without SMTP shows it in a page · off: nobody is written to. */
export const MailMode = z.enum(['sent', 'shown', 'off']);
export type MailMode = z.infer<typeof MailMode>;

export const getHealth = defineOperation({
  id: 'getHealth',
  method: 'get',
  path: '/api/health',
  summary: 'Whether server and database answer, within a second',
  response: z.object({
    status: z.enum(['ok', 'degraded']),
    /** Whether it answers; one that is full or read-only does. */
    database: z.boolean(),
    /** Of what is degraded: what is wrong and what an operator can do. */
    reason: z.string().nullable(),
    /** Of mail: whether it is sent, and how many wait, were given up, or may have arrived, as last seen; null before that. */
    mail: z
      .object({
        mode: MailMode,
        waiting: z.number().int(),
        failed: z.number().int(),
        unsure: z.number().int(),
      })
      .nullable(),
    serverTime: z.iso.datetime(),
  }),
});

export const getOpenApi = defineOperation({
  id: 'getOpenApi',
  method: 'get',
  path: '/api/openapi.json',
  summary: 'This API as an OpenAPI 3.1 document',
  response: z.record(z.string(), z.unknown()),
});
