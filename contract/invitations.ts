/** The ways into a course, and back into an account: links that staff hand on, by mail or however they like. */
import { z } from 'zod';
import { AskedMoment, CourseParams, EmailAddress, Id, Moment } from './common.ts';
import { Course } from './courses.ts';
import { defineOperation } from './operation.ts';
import { Invited, Section } from './roster.ts';
import { NewPassword, OwnName, Session } from './session.ts';

/** Of a link; it stands behind the `#`, which browsers send to no server. */
const Token = z.string().min(1).max(100);

export const Links = z.object({
  invitations: z.array(Invited.extend({ token: z.string() })),
  /** Open to whoever has them, one a section; the empty section is the course as a whole. */
  joinLinks: z.array(z.object({ id: Id, section: z.string(), token: z.string(), createdAt: Moment })),
});
export type Links = z.infer<typeof Links>;

export const listLinks = defineOperation({
  id: 'listLinks',
  method: 'get',
  path: '/api/courses/{course}/links',
  summary: 'The links of a course: one for each invited person, and those that are open to whoever has them',
  params: CourseParams,
  response: Links,
  errors: ['not_found'],
});

export const renewInvitations = defineOperation({
  id: 'renewInvitations',
  method: 'post',
  once: 'replaces',
  path: '/api/courses/{course}/invitations/renewal',
  summary: 'New links, with a new time to live, in place of these people’s; the old ones work no more',
  params: CourseParams,
  body: z.object({
    invitationIds: z.array(Id).min(1).max(5_000),
    /** Of each, until when the link works that was seen. Absent: whatever there is. */
    seen: z.record(Id, AskedMoment).optional(),
  }),
  response: Links,
  errors: ['csrf', 'not_found', 'not_as_seen'],
});

export const revokeInvitation = defineOperation({
  id: 'revokeInvitation',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}/invitations/{invitationId}',
  summary: 'Take back an invitation to a course: its link works no more',
  params: CourseParams.extend({ invitationId: Id }),
  /** Until when the link works that was seen. Absent: whatever there is. */
  query: z.object({ seen: AskedMoment.optional() }),
  response: Links,
  errors: ['csrf', 'not_found', 'not_as_seen'],
});

export const openJoinLink = defineOperation({
  id: 'openJoinLink',
  method: 'post',
  once: 'replaces',
  path: '/api/courses/{course}/join-links',
  summary:
    'A link by which whoever has it joins as a student, until it is switched off; a new one replaces the old',
  params: CourseParams,
  body: z.object({
    section: Section,
    /** The link of the section that was seen, by its id; null for none. Absent: whatever there is. */
    seen: Id.nullable().optional(),
  }),
  response: Links,
  status: 201,
  errors: ['csrf', 'not_found', 'not_as_seen'],
});

export const closeJoinLink = defineOperation({
  id: 'closeJoinLink',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}/join-links/{joinLinkId}',
  summary: 'Switch off a link by which whoever has it joins',
  params: CourseParams.extend({ joinLinkId: Id }),
  response: Links,
  errors: ['csrf', 'not_found'],
});

export const lookAtLink = defineOperation({
  id: 'lookAtLink',
  method: 'post',
  once: 'nothing',
  path: '/api/links',
  summary: 'What a link leads to',
  body: z.object({ token: Token }),
  response: z.discriminatedUnion('kind', [
    /** To a course, for one person. */
    z.object({
      kind: z.literal('invitation'),
      course: Course,
      name: z.string(),
      email: z.string(),
      /** Whether somebody has an account with this address: then they sign in to join. */
      hasAccount: z.boolean(),
    }),
    /** To a course, for whoever has it. */
    z.object({ kind: z.literal('joinLink'), course: Course, section: z.string() }),
    /** To a new password. */
    z.object({ kind: z.literal('password'), name: z.string(), email: z.string() }),
    /** To another e-mail address of an account: whoever got the mail says yes or no. */
    z.object({
      kind: z.literal('email'),
      name: z.string(),
      oldEmail: z.string(),
      newEmail: z.string(),
      /** Which of the two got the mail. */
      to: z.enum(['old', 'new']),
      /** Whether that one has said yes already. */
      confirmed: z.boolean(),
    }),
    /** Nowhere: used, too old, taken back, switched off or mistyped. */
    z.object({ kind: z.literal('nothing') }),
  ]),
  errors: ['csrf'],
});

export const joinCourse = defineOperation({
  id: 'joinCourse',
  method: 'post',
  once: 'state',
  path: '/api/links/join',
  summary: 'Join a course by a link: with the account that is signed in, or with a new one',
  body: z.object({
    token: Token,
    /** For somebody who has none; an invitation brings its own address. */
    account: z.object({ name: OwnName, email: EmailAddress.optional(), password: NewPassword }).optional(),
  }),
  response: Session,
  status: 201,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

/** A link for one person to a new password; it is shown this once. */
const PasswordLink = z.object({ token: z.string(), name: z.string(), email: z.string(), expiresAt: Moment });

export const createPasswordLink = defineOperation({
  id: 'createPasswordLink',
  method: 'post',
  once: 'replaces',
  path: '/api/courses/{course}/roster/{userId}/password-link',
  summary: 'A link to a new password for a person of my course, who is in no course of others',
  params: CourseParams.extend({ userId: Id }),
  response: PasswordLink,
  status: 201,
  errors: ['csrf', 'not_found', 'unacceptable'],
});

export const createAnyPasswordLink = defineOperation({
  id: 'createAnyPasswordLink',
  method: 'post',
  once: 'replaces',
  path: '/api/password-links',
  summary: 'A link to a new password for any account',
  body: z.object({ email: EmailAddress }),
  response: PasswordLink,
  status: 201,
  errors: ['csrf', 'not_found'],
});

export const setPassword = defineOperation({
  id: 'setPassword',
  method: 'post',
  once: 'seen',
  path: '/api/links/password',
  summary: 'Choose a new password by a link, which is used up; ends all sessions and signs in here',
  body: z.object({ token: Token, password: NewPassword }),
  response: Session,
  status: 201,
  errors: ['csrf', 'unacceptable'],
});
