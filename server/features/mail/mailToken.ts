import { sealOf } from '../../middleware/cookies.ts';

/** Path of a mail whose link opens something: its token is made when the mail is composed, and stored nowhere. */
export const LINK_PATH = '/link';

/** The token of the link in a mail. Its hash is what a table of links keeps. */
export const mailToken = (secret: string, mailId: string): string => sealOf(secret, 'link in a mail', mailId);
