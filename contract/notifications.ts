/** What people are told, in the page and by mail, and how each wants to be told of what. */
import { z } from 'zod';
import { AskedMoment, Id, Moment } from './common.ts';
import { defineOperation } from './operation.ts';

export const NOTICE_KINDS = [
  'receipt',
  'invitation',
  'removed',
  'graded',
  'commented',
  'released',
  'request',
  'extension',
  'due',
] as const;
export const NoticeKind = z.enum(NOTICE_KINDS);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** In words, as the settings name them. */
export const NOTICE_TITLES: Readonly<Record<NoticeKind, string>> = {
  receipt: 'A submission that names you was received',
  invitation: 'Somebody invites you to their group',
  removed:
    'Your group is another one, you were taken out of a course, or a course that you teach was archived',
  graded: 'A grade or score that you see was changed',
  commented: 'A comment was added, changed or removed on an answer whose grade you see',
  released: 'Grades are out, or were taken back',
  request: 'A regrade request was answered or waits for you, or you may ask until another time',
  extension: 'You have more time, or other times were changed for you',
  due: 'A set is due within a day and you have not handed in',
};

const NOTICE_WAYS = ['mail', 'digest', 'page', 'off'] as const;
export const NoticeWay = z.enum(NOTICE_WAYS);
export type NoticeWay = z.infer<typeof NoticeWay>;

export const Notice = z.object({
  id: Id,
  kind: NoticeKind,
  subject: z.string(),
  text: z.string(),
  /** The page that it leads to, from the root. */
  path: z.string(),
  at: Moment,
  read: z.boolean(),
});
export type Notice = z.infer<typeof Notice>;

const Notices = z.object({
  unread: z.number().int(),
  /** The newest first, at most a hundred. */
  notices: z.array(Notice),
});

export const listNotices = defineOperation({
  id: 'listNotices',
  method: 'get',
  path: '/api/notices',
  summary: 'What I was told',
  response: Notices,
});

export const readNotices = defineOperation({
  id: 'readNotices',
  method: 'post',
  once: 'state',
  path: '/api/notices/read',
  summary: 'Say that I have read what I was told up to a moment',
  body: z.object({ upTo: AskedMoment }),
  response: Notices,
  errors: ['csrf'],
});

const Choices = z.object({
  choices: z.array(z.object({ kind: NoticeKind, way: NoticeWay })),
  /** Whether this installation sends mail; else every way but `off` means the page. */
  mails: z.boolean(),
});
export type NoticeChoices = z.infer<typeof Choices>;

export const getNoticeChoices = defineOperation({
  id: 'getNoticeChoices',
  method: 'get',
  path: '/api/notices/choices',
  summary: 'How I want to be told of what',
  response: Choices,
});

export const setNoticeChoice = defineOperation({
  id: 'setNoticeChoice',
  method: 'put',
  once: 'state',
  path: '/api/notices/choices',
  summary: 'Be told of a kind at once by mail, in a daily mail, in the page, or not at all',
  body: z.object({ kind: NoticeKind, way: NoticeWay }),
  response: Choices,
  errors: ['csrf'],
});

export const stopMails = defineOperation({
  id: 'stopMails',
  method: 'post',
  once: 'state',
  path: '/api/notices/stop',
  summary: 'Get no more mails of a kind, by the link in one of them, signed in or not',
  body: z.object({ token: z.string().min(1).max(200) }),
  response: z.object({ kind: NoticeKind }),
  errors: ['csrf', 'not_found'],
});
