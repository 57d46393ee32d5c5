import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { mount } from '../../middleware/mount.ts';
import { auditCsv } from './auditCsv.ts';
import { allOfAuditLog, listAuditLog } from './listAuditLog.ts';

export function auditLogRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  mount(router, deps, operations.listAuditLog, ({ course, query }) => listAuditLog(db, course, query));
  mount(router, deps, operations.exportAuditLog, async ({ course, query, now, response }) => {
    response.attachment(`${course.slug}-audit-log-${now.toISOString().slice(0, 10)}.csv`);
    return auditCsv(await allOfAuditLog(db, course, query));
  });
  return router;
}
