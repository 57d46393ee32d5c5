/** A row of the outbox as the mail that is sent. Pure. */
import { NoticeKind } from '../../../contract/notifications.ts';
import type { Mail } from '../../../prisma/generated/client.ts';
import { stopToken } from '../notifications/notices.ts';

export interface Composed {
  subject: string;
  text: string;
  headers: Record<string, string>;
}

/** A header is one line: names and titles that people wrote cannot begin another. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

export function compose(
  { userId, kind, subject, text, path }: Mail,
  { secret, baseUrl }: { secret: string; baseUrl: string },
): Composed {
  const link = `${baseUrl}${path}`;
  const notice = NoticeKind.safeParse(kind);
  const stop =
    notice.success && userId !== null
      ? `${baseUrl}/stop-mails#${stopToken(secret, userId, notice.data)}`
      : null;
  const footer =
    userId === null
      ? []
      : [
          '-- ',
          ...(stop === null ? [] : [`No more mails of this kind: ${stop}`]),
          `Choose which mails you get: ${baseUrl}/notifications`,
        ];
  return {
    subject: oneLine(subject),
    text: [text, '', link, '', ...footer, ''].join('\n'),
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(stop !== null && { 'List-Unsubscribe': `<${stop}>` }),
    },
  };
}
