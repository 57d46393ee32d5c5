/** A row of the outbox as the mail that is sent. Pure. */
import { NoticeKind } from '../../../contract/notifications.ts';
import type { Mail } from '../../../prisma/generated/client.ts';
import { mailToken, LINK_PATH } from './mailToken.ts';
import { stopToken } from '../notifications/notices.ts';

export interface Composed {
  subject: string;
  text: string;
  headers: Record<string, string>;
}

/** A header is one line: names and titles that people wrote cannot begin another. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

export function compose(
  { id, userId, kind, subject, text, path }: Mail,
  { secret, baseUrl }: { secret: string; baseUrl: string },
): Composed {
  const opens = path === LINK_PATH;
  const link = `${baseUrl}${path}${opens ? `#${mailToken(secret, id)}` : ''}`;
  const notice = NoticeKind.safeParse(kind);
  const stop =
    notice.success && userId !== null
      ? `${baseUrl}/stop-mails#${stopToken(secret, userId, notice.data)}`
      : null;
  const footer =
    userId === null || opens
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
