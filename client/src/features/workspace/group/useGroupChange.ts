import { useMutation } from '@tanstack/react-query';
import { listAssignments } from '../../../../../contract/assignments.ts';
import { getMyGroup, type MyGroup } from '../../../../../contract/groups.ts';
import { isApiError } from '../../../api/ApiError.ts';
import { invalidate, putInto } from '../../../api/query.ts';
import { announce } from '../../../app/announcer.ts';

/** A change of the group as a mutation: what it says when done, and the group read again whatever has come of it. */
export function useGroupChange<Input = void>(
  params: { course: string; assignment: string },
  {
    change,
    said,
    onDone,
  }: {
    /** @throws {ApiError} */
    change: (input: Input) => Promise<MyGroup>;
    said: (input: Input) => string;
    onDone?: () => void;
  },
) {
  return useMutation({
    mutationFn: change,
    onSuccess: async (group, input) => {
      putInto(getMyGroup, { params }, () => group);
      announce(said(input));
      onDone?.();
      await invalidate(listAssignments);
    },
    onError: (error) => {
      // It had changed meanwhile: show how it is now.
      if (isApiError(error, 'group_conflict') || isApiError(error, 'not_found'))
        void invalidate(getMyGroup, listAssignments);
    },
  });
}
