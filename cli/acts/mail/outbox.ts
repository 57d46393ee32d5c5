import type { Outbox } from '../../../contract/mail.ts';

const MODES = {
  sent: 'Mail is sent.',
  shown: 'A demo: nothing is sent.',
  off: 'No mail is sent: SMTP_URL is not set.',
} as const;

/** Times are UTC: mail is of no course. */
export const outboxLines = ({ mode, waiting, failed, unsure, mails }: Outbox): string[] => [
  `${MODES[mode]} ${waiting} waiting, ${failed} failed, ${unsure} perhaps sent`,
  ...mails
    .filter(({ state }) => state !== 'sent' && state !== 'shown')
    .map(({ address, subject, state, attempts, nextAt, problem }) =>
      [
        `${state === 'unsure' ? 'perhaps sent' : state}: ${address}, ${subject}`,
        `tried ${attempts === 1 ? 'once' : `${attempts} times`}`,
        ...(nextAt === null ? [] : [`next ${nextAt}`]),
        ...(problem === null ? [] : [problem]),
      ].join('; '),
    ),
];
