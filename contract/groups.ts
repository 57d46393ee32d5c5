/** Groups: each student is in at most one a assignment; work done alone is a group of one. */
import { z } from 'zod';
import { AssignmentParams, Id, Moment, PersonName } from './common.ts';
import { defineOperation } from './operation.ts';

export const Group = z.object({ id: Id, members: z.array(PersonName) });
export type Group = z.infer<typeof Group>;

export const MyGroup = z.object({
  /** Null until the first draft, member list or submission makes one. */
  group: Group.nullable(),
  groupMax: z.number().int(),
  /** When set, the member list cannot be changed any more, for this reason. */
  locked: z.string().nullable(),
  /** The other students of the course, by name. */
  classmates: z.array(
    PersonName.extend({
      /** In another group of this assignment. */
      taken: z.boolean(),
    }),
  ),
  /** When the list was last changed. */
  changedAt: Moment.nullable(),
});
export type MyGroup = z.infer<typeof MyGroup>;

/** Details of the error `group_conflict`. */
export const GroupConflict = z.object({ taken: z.array(PersonName) });
export type GroupConflict = z.infer<typeof GroupConflict>;

export const getMyGroup = defineOperation({
  id: 'getMyGroup',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/group',
  summary: 'My group in an assignment and whom I may work with',
  params: AssignmentParams,
  response: MyGroup,
  errors: ['not_found'],
});

export const setMyGroup = defineOperation({
  id: 'setMyGroup',
  method: 'put',
  path: '/api/courses/{course}/assignments/{assignment}/group',
  summary: 'Set the members of my group; I am always one of them',
  params: AssignmentParams,
  body: z.object({ userIds: z.array(Id).max(20) }),
  response: MyGroup,
  errors: ['csrf', 'not_found', 'group_conflict', 'locked', 'unacceptable'],
});

export const leaveMyGroup = defineOperation({
  id: 'leaveMyGroup',
  method: 'delete',
  path: '/api/courses/{course}/assignments/{assignment}/group',
  summary: 'Leave my group; its drafts and submissions stay with the others',
  params: AssignmentParams,
  response: MyGroup,
  errors: ['csrf', 'not_found', 'locked'],
});
