/**
 * Groups: each student is in exactly one an assignment, alone until somebody accepts an invitation. Nobody is added,
 * removed or handed in for without having agreed, except by staff, who say why. People move; texts and submissions stay.
 */
import { z } from 'zod';
import { AssignmentParams, Id, Moment, PersonName } from './common.ts';
import { defineOperation } from './operation.ts';

export const Group = z.object({ id: Id, members: z.array(PersonName) });
export type Group = z.infer<typeof Group>;

export const Invitation = z.object({
  id: Id,
  /** Who is invited. */
  person: PersonName,
  invitedBy: PersonName,
  invitedAt: Moment,
});
export type Invitation = z.infer<typeof Invitation>;

export const MyGroup = z.object({
  /** Null until the first look at the sheet makes one. */
  group: Group.nullable(),
  groupMax: z.number().int(),
  /** When set, the group cannot be changed any more, for this reason. */
  locked: z.string().nullable(),
  /** Those whom the group has invited and who have not answered yet. */
  invited: z.array(Invitation),
  /** Invitations to me, from other groups, with all members of each. */
  invitations: z.array(Invitation.extend({ members: z.array(PersonName) })),
  /** What staff said when they last put me into another group; null when they never did. */
  arranged: z.object({ at: Moment, reason: z.string() }).nullable(),
  /** Written questions and files in which I have written alone: what joining could bring along. */
  written: z.array(z.string()),
  /** The other students of the course, by name. */
  classmates: z.array(PersonName),
});
export type MyGroup = z.infer<typeof MyGroup>;

/** Details of the error `group_conflict`. */
export const GroupConflict = z.object({ people: z.array(PersonName) });
export type GroupConflict = z.infer<typeof GroupConflict>;

export const getMyGroup = defineOperation({
  id: 'getMyGroup',
  method: 'get',
  path: '/api/courses/{course}/assignments/{assignment}/group',
  summary: 'My group in an assignment, its invitations and those to me',
  params: AssignmentParams,
  response: MyGroup,
  errors: ['not_found'],
});

export const inviteToMyGroup = defineOperation({
  id: 'inviteToMyGroup',
  method: 'post',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/group/invitations',
  summary: 'Invite a student to my group; they join by accepting',
  params: AssignmentParams,
  body: z.object({ userId: Id }),
  response: MyGroup,
  status: 201,
  errors: ['csrf', 'not_found', 'group_conflict', 'locked', 'unacceptable', 'throttled'],
});

const InvitationParams = AssignmentParams.extend({ invitationId: Id });

export const withdrawInvitation = defineOperation({
  id: 'withdrawInvitation',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/group/invitations/{invitationId}',
  summary: 'Take back an invitation of my group, or decline one to me',
  params: InvitationParams,
  response: MyGroup,
  errors: ['csrf', 'not_found'],
});

export const acceptInvitation = defineOperation({
  id: 'acceptInvitation',
  method: 'post',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/group/invitations/{invitationId}/acceptance',
  summary: 'Join the group that invited me; what I wrote before is kept, and added below on request',
  params: InvitationParams,
  body: z.object({
    /** Add what I wrote below the group's texts. Otherwise it stays readable in my history. */
    bring: z.boolean(),
  }),
  response: MyGroup,
  errors: ['csrf', 'not_found', 'group_conflict', 'locked'],
});

export const leaveMyGroup = defineOperation({
  id: 'leaveMyGroup',
  method: 'delete',
  once: 'state',
  path: '/api/courses/{course}/assignments/{assignment}/group',
  summary: 'Leave my group with a copy of its draft; its submissions that name me stay mine',
  params: AssignmentParams,
  response: MyGroup,
  errors: ['csrf', 'not_found', 'locked'],
});
