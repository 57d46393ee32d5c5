/**
 * The OpenID provider of this installation, found out about at the first sign-in: Stepwise starts while it is down. Checked
 * are state, nonce and PKCE, and the signature of the ID token, although it comes over TLS: a token that somebody else
 * signed is nobody's word.
 */
import * as client from 'openid-client';
import type { Configuration } from 'openid-client';

export interface OpenIdSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people know it by. */
  name: string;
  /** Tests alone have one without TLS. */
  insecure?: boolean;
}

/** What a browser that was sent to the provider has to bring back. */
export interface Pending {
  state: string;
  nonce: string;
  verifier: string;
  /** Where the person wanted to go. */
  next: string;
}

/** Whom the provider speaks of. */
export interface Claims {
  issuer: string;
  subject: string;
  name: string | null;
  /** In lower case; null when the provider does not say that it is theirs. */
  email: string | null;
}

export class OpenIdProvider {
  readonly settings: OpenIdSettings;
  #found: Promise<Configuration> | null = null;

  constructor(settings: OpenIdSettings) {
    this.settings = settings;
  }

  #configuration(): Promise<Configuration> {
    this.#found ??= this.#discover().catch((error: unknown) => {
      // The next one who signs in asks again.
      this.#found = null;
      throw error;
    });
    return this.#found;
  }

  #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret, insecure } = this.settings;
    const execute = [client.enableNonRepudiationChecks, ...(insecure ? [client.allowInsecureRequests] : [])];
    return client.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: 10 });
  }

  /** @returns where the browser is to go, and what has to come back */
  async begin(callback: string, next: string): Promise<{ url: string; pending: Pending }> {
    const pending = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      next,
    };
    const url = client.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: callback,
      response_type: 'code',
      scope: 'openid email profile',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, pending };
  }

  /** @throws whatever openid-client throws where the answer is not what was asked for */
  async finish(answer: URL, { state, nonce, verifier }: Pending): Promise<Claims> {
    const configuration = await this.#configuration();
    const tokens = await client.authorizationCodeGrant(configuration, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('the provider sent no ID token');
    // Many providers say who it is in the ID token, and the address at another place.
    const said =
      claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
        ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : claims;
    const { email, email_verified: isVerified, name } = said;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 100) : null,
      email: typeof email === 'string' && isVerified === true ? email.trim().toLowerCase() : null,
    };
  }
}
