import type { OrgDatabase } from '../storage/database.ts';
import type { OrgIdentity } from './identity.ts';

/** Reads who the org is from its only Organization record, and who signs in from the User with that name. */
export function readIdentity(database: OrgDatabase, username: string): OrgIdentity {
  const organization = database.prepare('SELECT Id FROM Organization').get();
  const user = database.prepare('SELECT * FROM "User" WHERE Username = ?').get(username);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    organizationId: text(organization?.Id),
    userId: text(user?.Id),
    username,
    email: text(user?.Email),
    firstName: typeof user?.FirstName === 'string' ? user.FirstName : null,
    lastName: text(user?.LastName),
    name: text(user?.Name),
    nickname: text(user?.CommunityNickname),
    timeZone: text(user?.TimeZoneSidKey),
    locale: text(user?.LocaleSidKey),
    language: text(user?.LanguageLocaleKey),
    lastModified: text(user?.LastModifiedDate),
  };
}
