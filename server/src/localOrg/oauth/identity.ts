/** Who the org is and who signs in to it. Comes from the org's own records, so queries tell the same story. */
export interface OrgIdentity {
  /** 18 characters. */
  readonly organizationId: string;
  readonly userId: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly name: string;
  readonly nickname: string;
  /** IANA name, as `America/Los_Angeles`. */
  readonly timeZone: string;
  readonly locale: string;
  readonly language: string;
  /** ISO 8601, UTC. */
  readonly lastModified: string;
}

/** The URL that names a user to the world: the `id` of a token reply and the `sub` of an id token. */
export function identityUrl(origin: string, identity: OrgIdentity): string {
  return `${origin}/id/${identity.organizationId}/${identity.userId}`;
}
