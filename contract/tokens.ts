/** Personal tokens: how a command line acts for a person, without a session and for what the token is for alone. */
import { z } from 'zod';
import { Id, Moment, Person, Role } from './common.ts';
import { Course } from './courses.ts';
import { defineOperation } from './operation.ts';

/** What a token is for, in words. Which operations that means stands beside the table of rights, in server/policy.ts. */
export const TOKEN_SCOPES = {
  sets: 'Check and publish sets',
  courses: 'Export courses, and bring them back',
  terms: 'Create, change, copy, archive and delete courses',
  people: 'See, add and change the people of courses',
  dates: 'Change due times, extensions and policies, and say when grades are out',
  states: 'Open, take back and archive sets',
  records: 'Read what there is about a person: sets, scores, notes; and write notes',
  scores: 'Import scores from files, and put them back',
  groups: 'See and change who works with whom',
  requests: 'Read and answer regrade requests',
  mail: 'See mail that waits or failed, and have it sent again',
  personal: 'Hand out what is kept of a person, and take it out',
} as const;
export type TokenScope = keyof typeof TOKEN_SCOPES;
const TokenScope = z.enum(Object.keys(TOKEN_SCOPES) as [TokenScope, ...TokenScope[]]);

/** By these a token is known for one, by people and by programs that look for what should not lie about. */
export const TOKEN_PREFIX = 'stepwise_';

/** Days for which a token can be made. */
export const TOKEN_DAYS = [7, 30, 90, 365] as const;
const MOST_NAME = 60;

const Token = z.object({
  id: Id,
  /** Where it lies, in its owner's words: `laptop`. */
  name: z.string(),
  scopes: z.array(TokenScope),
  createdAt: Moment,
  expiresAt: Moment,
  /** To the minute; null while it was never used. */
  usedAt: Moment.nullable(),
});
export type Token = z.infer<typeof Token>;

const TokenList = z.object({
  /** Newest first, those that have expired among them. */
  tokens: z.array(Token),
});

export const listTokens = defineOperation({
  id: 'listTokens',
  method: 'get',
  path: '/api/account/tokens',
  summary: 'My personal tokens, without what they are',
  response: TokenList,
});

export const makeToken = defineOperation({
  id: 'makeToken',
  method: 'post',
  once: 'key',
  path: '/api/account/tokens',
  summary: 'Make a personal token, which is shown this once; it ends with my password, too',
  body: z.object({
    name: z
      .string()
      .trim()
      .min(1, 'Name it after where it lies, such as laptop.')
      .max(MOST_NAME, `At most ${MOST_NAME} characters.`),
    scopes: z.array(TokenScope).min(1, 'Say what it is for.').max(Object.keys(TOKEN_SCOPES).length),
    days: z.literal(TOKEN_DAYS),
  }),
  response: TokenList.extend({
    /** Sent as `Authorization: Bearer …`. Nobody can be shown it again. */
    token: z.string(),
  }),
  status: 201,
  errors: ['csrf', 'unacceptable'],
});

export const revokeToken = defineOperation({
  id: 'revokeToken',
  method: 'delete',
  once: 'state',
  path: '/api/account/tokens',
  summary: 'End a personal token of mine at once',
  body: z.object({ id: Id }),
  response: TokenList,
  errors: ['csrf', 'not_found'],
});

export const getToken = defineOperation({
  id: 'getToken',
  method: 'get',
  path: '/api/token',
  summary: 'Whose the token of this request is, and what it may do',
  response: z.object({
    user: Person,
    token: Token,
    /** The courses of its owner, who may do in each what their role allows, and no more. */
    courses: z.array(z.object({ course: Course, role: Role })),
  }),
  errors: ['unacceptable'],
});
