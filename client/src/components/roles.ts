import type { Role } from '../../../contract/common.ts';

export const ROLE_NAMES: Record<Role, string> = {
  student: 'Student',
  ta: 'Teaching assistant',
  instructor: 'Instructor',
  observer: 'Observer',
};
