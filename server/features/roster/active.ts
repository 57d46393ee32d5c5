/** Prisma's condition for those who are in a course now: whoever left has no rights there, and their work stays. */
export const ACTIVE = { leftAt: null } as const;
