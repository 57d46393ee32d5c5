import { createHash } from 'node:crypto';

/** What is kept of a link that is shown or mailed once. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
