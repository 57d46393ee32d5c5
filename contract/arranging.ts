/** Groups as staff see and make them: people move, texts and submissions stay, and those who move read why. */
import { z } from 'zod';
import { AssignmentParams, Id, PersonName } from './common.ts';
import { Group } from './groups.ts';
import { defineOperation } from './operation.ts';
import { PreviewedChanges } from './effects.ts';

/** For staff: all groups of an assignment. */
export const GroupList = z.object({
  groupMax: z.number().int(),
  groups: z.array(Group),
  /** Students who are in no group with others. */
  alone: z.array(PersonName),
});
export type GroupList = z.infer<typeof GroupList>;

export const listGroups = defineOperation({
  id: 'listGroups',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/groups',
  summary: 'The groups of two and more in an assignment',
  params: AssignmentParams,
  response: GroupList,
  errors: ['not_found'],
});

/** Groups by their members, in any order. */
export const SeenGroups = z.array(z.array(Id).min(1).max(1_000)).max(20);

export const arrangeGroup = defineOperation({
  id: 'arrangeGroup',
  method: 'put',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/groups',
  summary:
    'Put students into one group, or each alone, with a reason that they read; or only say whose times that would change',
  params: AssignmentParams,
  body: z.object({
    userIds: z.array(Id).min(1).max(20),
    /** `together`: into the group of the first that has one. `apart`: each out of their group, alone. */
    arrangement: z.enum(['together', 'apart']),
    reason: z.string().trim().min(1).max(500),
    preview: z.boolean().default(false),
    /** Who is with whom among them, as it was seen: each group of several that one of them is in. Absent: whatever stands. */
    seen: SeenGroups.optional(),
  }),
  /** `changes`: a group may have other times. */
  response: GroupList.extend({ changes: PreviewedChanges }),
  errors: ['csrf', 'not_found', 'unacceptable', 'not_as_seen'],
});

export const importGroups = defineOperation({
  id: 'importGroups',
  method: 'post',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/groups/import',
  summary:
    'Make groups from a CSV with columns group and email; all bad lines are reported and nothing is changed then',
  params: AssignmentParams,
  body: z.object({
    csv: z.string().max(1_000_000),
    reason: z.string().trim().min(1).max(500),
    /** Only say what would happen. */
    preview: z.boolean().default(false),
    /** The `digest` of the plan that was seen: just that is done. Absent: whatever the groups are by then. */
    confirm: z.string().max(100).optional(),
  }),
  response: z.object({
    problems: z.array(z.object({ line: z.number().int(), message: z.string() })),
    /** Groups that the file makes, by its name for them. */
    groups: z.array(z.object({ name: z.string(), members: z.array(PersonName), changed: z.boolean() })),
    /** Whose times, lateness or score another group changes. */
    changes: PreviewedChanges,
    /** Names exactly this plan; see `confirm`. */
    digest: z.string(),
    applied: z.boolean(),
  }),
  errors: ['csrf', 'not_found', 'unacceptable', 'too_large'],
});
