import express from 'express';
import type { Express, Request, RequestHandler, Response, Router } from 'express';
import { ServerResponse } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type pg from 'pg';
import type { Deps } from './deps.ts';
import { accountRoutes } from './features/account/routes.ts';
import { answerGroupRoutes } from './features/answer-groups/routes.ts';
import { assignmentRoutes } from './features/assignments/routes.ts';
import { courseRoutes } from './features/courses/routes.ts';
import { courseFileRoutes } from './features/course-files/routes.ts';
import { documentRoutes } from './features/documents/routes.ts';
import { extensionRoutes } from './features/extensions/routes.ts';
import { policyRoutes } from './features/policies/routes.ts';
import { feedbackRoutes } from './features/feedback/routes.ts';
import { auditLogRoutes } from './features/audit-log/routes.ts';
import { gradebookRoutes } from './features/gradebook/routes.ts';
import { scoreImportRoutes } from './features/score-imports/routes.ts';
import { deskRoutes } from './features/desk/routes.ts';
import { gradingStatisticsRoutes } from './features/grading-statistics/routes.ts';
import { gradingRoutes } from './features/grading/routes.ts';
import { groupRoutes } from './features/groups/routes.ts';
import { healthRoutes } from './features/health/routes.ts';
import { imageRoutes } from './features/images/routes.ts';
import { inlineCommentRoutes } from './features/inline-comments/routes.ts';
import { invitationRoutes } from './features/invitations/routes.ts';
import { mailRoutes } from './features/mail/routes.ts';
import { notificationRoutes } from './features/notifications/routes.ts';
import { PendingCookie } from './features/openid/pendingCookie.ts';
import { OpenIdProvider } from './features/openid/provider.ts';
import type { OpenIdSettings } from './features/openid/provider.ts';
import { openIdRoutes } from './features/openid/routes.ts';
import { personalDataRoutes } from './features/personal-data/routes.ts';
import { requestRoutes } from './features/requests/routes.ts';
import { rerunRoutes } from './features/reruns/routes.ts';
import { rosterRoutes } from './features/roster/routes.ts';
import { ruleRoutes } from './features/rules/routes.ts';
import { createAuthenticator } from './features/session/authenticator.ts';
import { Devices } from './features/session/devices.ts';
import { savedCommentRoutes } from './features/saved-comments/routes.ts';
import { searchRoutes } from './features/search/routes.ts';
import { sessionRoutes } from './features/session/routes.ts';
import { setDraftRoutes } from './features/set-drafts/routes.ts';
import { setupRoutes } from './features/setup/routes.ts';
import { calendarRoutes } from './features/calendar/routes.ts';
import { classFaultRoutes } from './features/class-faults/routes.ts';
import { submissionTimeRoutes } from './features/submission-times/routes.ts';
import { similarityRoutes } from './features/similarity/routes.ts';
import { studentRoutes } from './features/students/routes.ts';
import { submissionRoutes } from './features/submissions/routes.ts';
import { texRoutes } from './features/tex/routes.ts';
import { tokenRoutes } from './features/tokens/routes.ts';
import { submissionsArrive, waitForSubmissions } from './features/tries/door.ts';
import { tryRoutes } from './features/tries/routes.ts';
import { submissionsAhead } from './features/tries/submissionsAhead.ts';
import { tryingRoutes } from './features/trying/routes.ts';
import { apiDocs } from './middleware/apiDocs.ts';
import { bearerTokens, ofBrowsers } from './middleware/bearer.ts';
import { handleErrors, noSuchRoute } from './middleware/handleErrors.ts';
import { logRequests } from './middleware/logRequests.ts';
import { CsrfTokens } from './middleware/csrf.ts';
import { securityHeaders } from './middleware/security.ts';
import { sessions } from './middleware/session.ts';
import type { SignedIn } from './middleware/subject.ts';

export interface AppOptions {
  sessionPool: pg.Pool;
  sessionSecret: string;
  /** Reached over https: secure cookies, strict transport security. */
  secure: boolean;
  /** Number of reverse proxies in front. */
  trustProxy: number;
  /** How people sign in besides passwords; absent: not at all. */
  openId?: OpenIdSettings | null;
  /** Serves the pages; absent in tests of the API. */
  client?: Router;
  /** Says in every answer which pages these are. */
  sayBuild?: RequestHandler;
}

export interface App {
  express: Express;
  /** Who is signed in by a request that is no route's: an upgrade to a WebSocket. */
  authenticate: (request: IncomingMessage) => Promise<SignedIn | null>;
}

/** The whole server, without a port. */
export function createApp(deps: Deps, options: AppOptions): App {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustProxy);
  app.use(logRequests(deps.log));
  app.use(securityHeaders(options.secure));
  app.use(apiDocs());

  const api = express.Router();
  const passport = createAuthenticator();
  const csrf = new CsrfTokens(options.sessionSecret, options.secure);
  const devices = new Devices(options.sessionSecret, options.secure);
  api.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  if (options.sayBuild) api.use('/api', options.sayBuild);
  // Before the session is looked up: it says so when the database does not answer.
  api.use(healthRoutes(deps));
  const ahead = submissionsAhead(deps);
  api.use(waitForSubmissions(ahead));
  const identify = [
    sessions(options.sessionPool, options.sessionSecret, options.secure, deps.log),
    passport.session() as RequestHandler,
  ];
  api.use('/api', bearerTokens(deps.db, deps.clock));
  for (const handler of [...identify, csrf.protection]) api.use('/api', ofBrowsers(handler));
  api.use(submissionsArrive(ahead));
  api.use(sessionRoutes(deps, csrf, devices));
  api.use(setupRoutes(deps, csrf, devices));
  api.use(invitationRoutes(deps, csrf, devices));
  api.use(accountRoutes(deps, devices, options.openId ?? null));
  if (options.openId) {
    const cookie = new PendingCookie(options.sessionSecret, options.secure);
    api.use(openIdRoutes(deps, devices, { provider: new OpenIdProvider(options.openId), cookie }));
  }
  const routes = [
    tokenRoutes,
    courseRoutes,
    courseFileRoutes,
    personalDataRoutes,
    rosterRoutes,
    studentRoutes,
    assignmentRoutes,
    extensionRoutes,
    policyRoutes,
    groupRoutes,
    documentRoutes,
    imageRoutes,
    submissionRoutes,
    (of: Deps) => tryRoutes(of, ahead),
    setDraftRoutes,
    tryingRoutes,
    deskRoutes,
    gradingRoutes,
    gradingStatisticsRoutes,
    inlineCommentRoutes,
    savedCommentRoutes,
    answerGroupRoutes,
    ruleRoutes,
    feedbackRoutes,
    gradebookRoutes,
    scoreImportRoutes,
    auditLogRoutes,
    classFaultRoutes,
    submissionTimeRoutes,
    similarityRoutes,
    requestRoutes,
    searchRoutes,
    notificationRoutes,
    calendarRoutes,
    mailRoutes,
    rerunRoutes,
    texRoutes,
  ];
  for (const featureRoutes of routes) api.use(featureRoutes(deps));
  api.use('/api', noSuchRoute);
  app.use(api);

  if (options.client) app.use(options.client);
  app.use(handleErrors(deps.log, deps.clock, deps.watch.report));
  return { express: app, authenticate: (request) => signedInBy(identify, request) };
}

async function signedInBy(
  identify: readonly RequestHandler[],
  upgrade: IncomingMessage,
): Promise<SignedIn | null> {
  // A request of its own each time: the session of the last time is not asked again otherwise.
  const request = Object.create(upgrade, {
    originalUrl: { value: upgrade.url },
    sessionStore: { value: undefined, writable: true },
  }) as Request;
  const response = new ServerResponse(upgrade) as Response;
  for (const middleware of identify) {
    await new Promise<void>((resolve, reject) => {
      void middleware(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
    });
  }
  return (request.user as SignedIn | undefined) ?? null;
}
