/** A row of the outbox as the mail that is sent. Pure. */
import { createHmac } from 'node:crypto';
import { NoticeKind } from '../../../contract/notifications.ts';
import type { Mail } from '../../../prisma/generated/client.ts';
import { stopToken } from '../notifications/notices.ts';

export interface Composed {
  subject: string;
  text: string;
  headers: Record<string, string>;
}

/** Ends in what the mail's own id and this installation's key give: whoever reads the table can open nothing with it. */
export const mailToken = (secret: string, mailId: string): string =>
  createHmac('sha256', secret).update(`link ${mailId}`).digest('base64url');

/** A header is one line: names and titles that people wrote cannot begin another. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

export function compose(
  { id, userId, kind, subject, text, path, withToken }: Mail,
  { secret, baseUrl }: { secret: string; baseUrl: string },
): Composed {
  const link = `${baseUrl}${path}${withToken ? `#${mailToken(secret, id)}` : ''}`;
  const notice = NoticeKind.safeParse(kind);
  const stop =
    notice.success && userId !== null
      ? `${baseUrl}/stop-mails#${stopToken(secret, userId, notice.data)}`
      : null;
  const footer =
    userId === null || kind === 'password' || kind === 'address'
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
