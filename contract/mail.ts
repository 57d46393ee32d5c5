/** Mail as operators see it, and as the demo shows it. */
import { z } from 'zod';
import { Id, Moment } from './common.ts';
import { MailMode } from './health.ts';
import { NOTICE_KINDS } from './notifications.ts';
import { defineOperation } from './operation.ts';

/** What a mail is for: a notice, the day's notices, or what an address must be told whatever its owner has chosen. */
const MAIL_KINDS = [...NOTICE_KINDS, 'digest', 'course_invitation', 'password_link', 'email_change'] as const;
export const MailKind = z.enum(MAIL_KINDS);
export type MailKind = z.infer<typeof MailKind>;

export const MailRow = z.object({
  id: Id,
  address: z.string(),
  kind: MailKind,
  subject: z.string(),
  /** unsure: a server had all of it, and nobody knows whether it took it. */
  state: z.enum(['waiting', 'sent', 'failed', 'unsure', 'shown']),
  writtenAt: Moment,
  attempts: z.number().int(),
  /** Of one that waits: the next attempt. */
  nextAt: Moment.nullable(),
  sentAt: Moment.nullable(),
  /** What the last attempt met. */
  problem: z.string().nullable(),
});
export type MailRow = z.infer<typeof MailRow>;

export const Outbox = z.object({
  mode: MailMode,
  waiting: z.number().int(),
  failed: z.number().int(),
  unsure: z.number().int(),
  /** What waits, failed or may have arrived, and what was sent last; never a text. At most two hundred. */
  mails: z.array(MailRow),
});
export type Outbox = z.infer<typeof Outbox>;

export const getOutbox = defineOperation({
  id: 'getOutbox',
  method: 'get',
  path: '/api/mails',
  summary: 'What mail waits, what failed and why; for administrators',
  response: Outbox,
});

export const retryMails = defineOperation({
  id: 'retryMails',
  method: 'post',
  once: 'state',
  path: '/api/mails/retry',
  summary:
    'Try at once what waits, and what failed once more; if asked for also what may have arrived already',
  body: z.object({
    /** Whoever got it gets it again, with the same Message-ID. */
    unsure: z.boolean().default(false),
  }),
  response: Outbox,
  errors: ['csrf'],
});

export const listShownMails = defineOperation({
  id: 'listShownMails',
  method: 'get',
  path: '/api/mails/shown',
  summary: 'In a demo: the mails that would have been sent to me, or, to administrators, to anybody',
  response: z.object({
    mails: z.array(
      z.object({
        id: Id,
        address: z.string(),
        subject: z.string(),
        /** All of it, with the links. */
        text: z.string(),
        writtenAt: Moment,
      }),
    ),
  }),
  errors: ['not_found'],
});
