import { Router } from 'express';
import { operations } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { mount } from '../../middleware/mount.ts';
import { runTask } from '../../tasks/index.ts';
import { questionOf } from '../grading/questionOf.ts';
import { compareRuleSources, drawRule } from './compareRuleSources.ts';
import { requireReading, ruleOf } from './ruleOf.ts';
import { readingThrottle } from './readingThrottle.ts';

export function ruleRoutes(deps: Deps): Router {
  const router = Router();
  const guards = [readingThrottle()];
  mount(
    router,
    deps,
    operations.readRule,
    async ({ assignment, version, params, body, user, role, now }) => {
      const question = questionOf(version.definition, params.question);
      const rule = ruleOf(question);
      if (!rule) throw new ApiError('not_found', `Question ${params.question} asks for no update rule.`);
      requireReading(rule, { role, now, dueAt: assignment.dueAt });
      const { macros } = version.definition;
      const [reading = null] = await runTask('readRules', [{ question, text: body.text, macros }], user.id);
      return { reading };
    },
    { guards },
  );
  mount(
    router,
    deps,
    operations.drawRule,
    async ({ user, role, now, params, body, ...subject }) => ({
      comparison: await drawRule(deps.db, subject, params.question, {
        text: body.text,
        reader: { userId: user.id, role, now },
      }),
    }),
    { guards },
  );
  mount(
    router,
    deps,
    operations.compareRuleSources,
    async ({ user, role, now, params, ...subject }) => ({
      comparison: await compareRuleSources(deps.db, subject, params.question, { userId: user.id, role, now }),
    }),
    { guards },
  );
  return router;
}
