import * as oidc from "openid-client"
import type { IdentityProvider } from "../env.server"

/** What a sign-in elsewhere is held against when it comes back. */
export type Begun = { state: string; nonce: string; verifier: string; isAgain?: boolean }

/** Whom the company vouches for. */
export type Vouched = {
  /** Who vouches, and for whom, in their own terms. */
  issuer: string
  subject: string
  name?: string
  /** Absent where the company has not made sure that it is theirs. */
  email?: string
  /** What the roles claim says, where one is configured. */
  roles?: string[]
}

/** The company's own accounts, by OpenID Connect. */
export interface Company {
  /** What people call it. */
  name: string
  hasRoles: boolean
  /** Where to send somebody. `isAgain` asks them for their password there, even if they are signed in. */
  begin(back: string, isAgain: boolean): Promise<{ address: URL; begun: Begun }>
  /** Whom the company vouches for, by the address that they came back to. Throws where it does not. */
  end(cameTo: URL, begun: Begun): Promise<Vouched>
}

const PATIENCE_S = 10
const FRESH_S = 60
const KNOWN_FOR_MS = 3_600_000

/** The accounts of an identity provider. It is looked up when somebody signs in, so that an outage ends by itself. */
export function openCompany(provider: IdentityProvider): Company {
  const { issuer, clientId, clientSecret, name = "your company account", rolesClaim } = provider
  let known: { configuration: oidc.Configuration; until: number } | undefined
  const configuration = async () => {
    if (known && known.until > Date.now()) return known.configuration
    const isInsecure = issuer.protocol === "http:"
    const found = await oidc.discovery(issuer, clientId, clientSecret, undefined, {
      timeout: PATIENCE_S,
      ...(isInsecure && { execute: [oidc.allowInsecureRequests] }),
    })
    known = { configuration: found, until: Date.now() + KNOWN_FOR_MS }
    return found
  }
  return {
    name,
    hasRoles: rolesClaim !== undefined,
    async begin(back, isAgain) {
      const verifier = oidc.randomPKCECodeVerifier()
      const begun = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, ...(isAgain && { isAgain }) }
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        ...{ redirect_uri: back, scope: "openid email profile", response_type: "code" },
        ...{ state: begun.state, nonce: begun.nonce, code_challenge_method: "S256" },
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        ...(isAgain && { prompt: "login", max_age: "0" }),
      })
      return { address, begun }
    },
    async end(cameTo, { state, nonce, verifier, isAgain }) {
      const found = await configuration()
      const tokens = await oidc.authorizationCodeGrant(found, cameTo, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
        ...(isAgain && { maxAge: FRESH_S }),
      })
      const claims = tokens.claims()
      if (!claims) throw new Error("the identity provider sent no id token")
      const { userinfo_endpoint } = found.serverMetadata()
      const more = userinfo_endpoint ? await oidc.fetchUserInfo(found, tokens.access_token, claims.sub) : {}
      const all: Record<string, unknown> = { ...more, ...claims }
      return {
        ...{ issuer: claims.iss, subject: claims.sub },
        ...(typeof all.name === "string" && all.name !== "" && { name: all.name.slice(0, 200) }),
        ...(typeof all.email === "string" && all.email_verified === true && { email: all.email }),
        ...(rolesClaim !== undefined && { roles: textsOf(claimAt(all, rolesClaim)) }),
      }
    },
  }
}

/** A claim by its name, or by its way through others: "realm_access.roles". */
function claimAt(claims: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  return name.split(".").reduce<unknown>((within, part) => {
    const isThere = typeof within === "object" && within !== null && Object.hasOwn(within, part)
    return isThere ? (within as Record<string, unknown>)[part] : undefined
  }, claims)
}

function textsOf(claim: unknown): string[] {
  if (typeof claim === "string") return claim.split(/[\s,]+/).filter(Boolean)
  return Array.isArray(claim) ? claim.filter((each) => typeof each === "string") : []
}
