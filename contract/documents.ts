/**
 * The document of a group: what its members write together in one assignment. It is an append-only log of Yjs updates
 * (format V1) in PostgreSQL, one `Y.Text` a written question (by its id) and a code file (by its name). Pages talk to it
 * over a WebSocket at `documentPath`; every frame is one JSON message of the two unions below.
 */
import { z } from 'zod';
import { AssignmentParams, Id, Moment, PersonName, Revision } from './common.ts';
import { ImageView } from './images.ts';
import { defineOperation } from './operation.ts';

/** Longest answer or code file, in characters. */
export const MAX_TEXT = 200_000;

/** Most bytes of one update. A page splits nothing: it merges what waits, and no person types more at once. */
export const MAX_UPDATE_BYTES = 900_000;

/** Question id, or the name of a code file such as `optim.py`; names have a dot, so the two never clash. */
export const TextKey = z.string().regex(/^[A-Za-z0-9_-]{1,63}(\.[a-z]{1,4})?$/);

const Base64 = z.base64().max(Math.ceil(MAX_UPDATE_BYTES / 3) * 4);

/** An edit of a page that the server may not have yet. */
export const PendingUpdate = z.object({
  /** Chosen by the page and kept over retries: an update sent twice is stored once. */
  key: Id,
  /** Yjs update, format V1, base64. */
  data: Base64,
});
export type PendingUpdate = z.infer<typeof PendingUpdate>;

/** Where somebody is. Positions are Yjs relative positions, as JSON. */
export const Presence = z.object({
  /** The text in which they write or that they look at. */
  text: TextKey.nullable(),
  cursor: z.object({ anchor: z.unknown(), head: z.unknown() }).nullable(),
  /** The page is in the background. */
  away: z.boolean(),
});
export type Presence = z.infer<typeof Presence>;

export const documentPath = '/api/courses/{course}/assignments/{assignment}/document';

/** How many edits a document's log had, as a page saw it; the database has 32 bits for it. */
const Seq = Revision;

/** From page to server. */
export const PageMessage = z.discriminatedUnion('type', [
  /** First of all: what the page has already; `group` and `since` of the last `document` or `update`, or null and 0. */
  z.object({ type: z.literal('open'), group: Id.nullable(), since: Seq }),
  /** Answered by `saved` once it is on disk, or by `refused`. */
  z.object({ type: z.literal('update'), group: Id, ...PendingUpdate.shape }),
  /** `client` is the Yjs client id of the page; null when it leaves. */
  z.object({ type: z.literal('presence'), client: z.number().int().min(0), state: Presence.nullable() }),
]);
export type PageMessage = z.infer<typeof PageMessage>;

export const REFUSALS = ['locked', 'moved', 'unacceptable', 'too_large', 'throttled'] as const;

/** From server to page. */
export const ServerMessage = z.discriminatedUnion('type', [
  /** The answer to `open`, and again whenever the person's group has become another. */
  z.object({
    type: z.literal('document'),
    group: Id,
    members: z.array(PersonName),
    /** Number of the last of `updates`. */
    seq: z.number().int(),
    /** To be applied in this order: everything after the page's `since`, or, when `whole`, all of the document. */
    updates: z.array(z.base64()),
    whole: z.boolean(),
    /** Why nothing can be written; null while it can. */
    locked: z.string().nullable(),
  }),
  /** Somebody's update, the page's own excepted. They come in order without a gap. */
  z.object({
    type: z.literal('update'),
    group: Id,
    seq: z.number().int(),
    by: Id.nullable(),
    data: z.base64(),
  }),
  /** The page's own update is on disk as number `seq`. In order with `update`. */
  z.object({ type: z.literal('saved'), key: Id, seq: z.number().int(), at: Moment }),
  /**
   * `moved`: the person is in another group now; a `document` follows. `locked` and `throttled` may pass: keep the
   * update. The others never will: keep the text aside and say so.
   */
  z.object({ type: z.literal('refused'), key: Id, reason: z.enum(REFUSALS), message: z.string() }),
  z.object({
    type: z.literal('presence'),
    client: z.number().int(),
    person: PersonName,
    state: Presence.nullable(),
  }),
  /** Something beside the text has changed: read it again. */
  z.object({
    type: z.literal('changed'),
    what: z.enum(['group', 'submissions', 'assignment', 'images']),
    members: z.array(PersonName),
    locked: z.string().nullable(),
  }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

const DocumentText = z.object({
  key: TextKey,
  text: z.string(),
});

export const DocumentView = z.object({
  group: Id,
  /** Number of the last update that it holds. */
  seq: z.number().int(),
  /** Of every written question and every code file, empty ones included. */
  texts: z.array(DocumentText),
});
export type DocumentView = z.infer<typeof DocumentView>;

/** As it was, with the images that its texts may show. */
export const DocumentState = DocumentView.extend({ images: z.array(ImageView) });
export type DocumentState = z.infer<typeof DocumentState>;

export const getDocument = defineOperation({
  id: 'getDocument',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/document/texts',
  summary: "My group's draft of every answer and code file, as texts",
  params: AssignmentParams,
  response: DocumentView,
  errors: ['not_found'],
});

export const writeText = defineOperation({
  id: 'writeText',
  method: 'put',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/document/texts/{key}',
  summary: 'Replace one text of the draft: an edit like those of the page, merged with what others write',
  params: AssignmentParams.extend({ key: TextKey }),
  body: z.object({ text: z.string().max(MAX_TEXT) }),
  response: DocumentView.pick({ group: true, seq: true }),
  errors: ['csrf', 'not_found', 'locked', 'unacceptable', 'too_large', 'throttled'],
});

/** Where a text is taken from: a submission, or a draft as it was after an update. */
export const EarlierState = z.union([
  z.object({ submission: Id }).strict(),
  z.object({ group: Id, seq: Seq }).strict(),
]);
export type EarlierState = z.infer<typeof EarlierState>;

export const restoreText = defineOperation({
  id: 'restoreText',
  method: 'put',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/document/texts/{key}/restored',
  summary:
    'Make one text of the draft what it was in an earlier state: an edit like those of the page. Refused where somebody has changed the text since it was seen',
  params: AssignmentParams.extend({ key: TextKey }),
  body: z.object({
    from: EarlierState,
    /** The draft that its person looked at. */
    seen: z.object({ group: Id, seq: Seq }),
  }),
  /** `before` is the last update before it: what to restore to take it back. */
  response: DocumentView.pick({ group: true, seq: true }).extend({ before: z.number().int() }),
  errors: ['csrf', 'not_found', 'locked', 'group_conflict', 'text_conflict', 'too_large', 'throttled'],
});

/** A stretch of writing: the updates of two minutes, or fewer, where one took much away. What was before that can be chosen, too. */
export const HistoryEntry = z.object({
  group: Id,
  /** Its last update: what to give to `getDocumentAt`. */
  seq: z.number().int(),
  from: Moment,
  to: Moment,
  /** Who wrote in it; nobody at the start. */
  by: z.array(PersonName),
  updates: z.number().int(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const listHistory = defineOperation({
  id: 'listHistory',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/document/history',
  summary: 'When who wrote in the documents of my groups, while I was in them, newest first',
  params: AssignmentParams,
  response: z.object({ entries: z.array(HistoryEntry) }),
  errors: ['not_found'],
});

export const getDocumentAt = defineOperation({
  id: 'getDocumentAt',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/document/history/{group}/{seq}',
  summary: 'The texts as they were after an update, of a group while I was in it',
  params: AssignmentParams.extend({ group: Id, seq: z.coerce.number().pipe(Seq) }),
  response: DocumentState,
  errors: ['not_found'],
});
