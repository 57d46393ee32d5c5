import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { listRoster } from './listRoster.ts';

export function rosterRoutes(deps: Deps): Router {
  const router = Router();
  mount(router, deps, operations.listRoster, async ({ course }) => {
    const people = await listRoster(deps.db, course.id);
    return { people: people.map(({ role, user }) => ({ ...user, role })) };
  });
  return router;
}
