/** A real OpenID provider in this process, on a port of its own: whoever comes is signed in as `account` without a question. */
import { generateKeyPair, SignJWT, decodeJwt } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { OpenIdSettings } from '../../server/features/openid/provider.ts';

export interface Account {
  sub: string;
  name?: string;
  email?: string;
  email_verified?: boolean;
}

export interface TestProvider {
  settings: OpenIdSettings;
  /** Whoever signs in next; null says no. */
  account: Account | null;
  /** What it does wrong from now on. */
  fault: 'none' | 'foreign key' | 'other nonce';
  /** Goes where a browser is sent, with the cookies of one. @returns the address at Stepwise that it is sent back to */
  follow(url: string): Promise<string>;
  close(): Promise<void>;
}

/** @param stepwise the address that it sends people back to */
export async function startOpenIdProvider(stepwise: string): Promise<TestProvider> {
  const http = createServer();
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const { privateKey: foreign } = await generateKeyPair('RS256');
  const { privateKey: own } = await generateKeyPair('RS256', { extractable: true });
  // As Node has it, it is a key to sign with alone.
  const { key_ops: _, ...exported } = await crypto.subtle.exportKey('jwk', own);
  const jwk = { ...exported, use: 'sig', alg: 'RS256', kid: 'own' };
  const client = { client_id: 'stepwise', client_secret: 'a secret between the two' };
  const accountOf = (sub: string) => ({
    accountId: sub,
    claims: () => ({ ...(running.account ?? {}), sub }),
  });
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [`${stepwise}/api/session/provider/callback`] }],
    jwks: { keys: [jwk as never] },
    cookies: { keys: ['a key of its cookies'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // Seconds; it says of each that is left out that it should be here.
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => accountOf(sub),
    loadExistingGrant: async (context: KoaContextWithOIDC) => {
      const { provider: self, session, client: asking } = context.oidc;
      const grant = new self.Grant({ accountId: session?.accountId ?? '', clientId: asking?.clientId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    if (context.path.startsWith('/interaction/')) {
      context.respond = false;
      const result = running.account
        ? { login: { accountId: running.account.sub } }
        : { error: 'access_denied', error_description: 'no' };
      await provider.interactionFinished(context.req, context.res, result);
      return;
    }
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (context.path !== '/token' || body?.id_token === undefined || running.fault === 'none') return;
    const claims = decodeJwt(body.id_token);
    const forged = running.fault === 'other nonce' ? { ...claims, nonce: 'another' } : claims;
    const token = new SignJWT(forged).setProtectedHeader({ alg: 'RS256', kid: 'own' });
    context.body = { ...body, id_token: await token.sign(running.fault === 'foreign key' ? foreign : own) };
  });
  http.on('request', provider.callback());

  const running: TestProvider = {
    settings: {
      issuer,
      clientId: client.client_id,
      clientSecret: client.client_secret,
      name: 'Example University',
      insecure: true,
    },
    account: null,
    fault: 'none',
    async follow(start) {
      const cookies = new Map<string, string>();
      let url = start;
      while (!url.startsWith(stepwise)) {
        const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
        const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
        for (const line of response.headers.getSetCookie()) {
          const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
          cookies.set(name, value);
        }
        const location = response.headers.get('location');
        if (location === null)
          throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
        url = new URL(location, url).href;
      }
      return url.slice(stepwise.length);
    },
    close: () =>
      new Promise((done) => {
        http.close(() => done());
        http.closeAllConnections();
      }),
  };
  return running;
}
