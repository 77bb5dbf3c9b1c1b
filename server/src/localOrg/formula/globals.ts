import type { ObjectDefinition } from '../schema/types.ts';
import { quoted } from '../storage/tables.ts';

// What formulas know beside the record.
// https://help.salesforce.com/s/articleView?id=platform.dev_understanding_global_variables.htm

const user = 'formula_user_id()';
const ofUser = (reference: string): string => `(SELECT "${reference}" FROM "User" WHERE "Id" = ${user})`;
const organization = '(SELECT "Id" FROM "Organization")';

const records: Readonly<Record<string, { readonly object: string; readonly id: string }>> = {
  $user: { object: 'User', id: user },
  $profile: { object: 'Profile', id: ofUser('ProfileId') },
  $userrole: { object: 'UserRole', id: ofUser('UserRoleId') },
  $organization: { object: 'Organization', id: organization },
};

/** The record behind a global variable, with SQL of its Id. Undefined for what is none. */
export function globalRecord(name: string): { readonly object: string; readonly id: string } | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(records, key) ? records[key] : undefined;
}

/**
 * A field of a hierarchy custom setting: the user's own value, else the one of the profile, else the one of the
 * organization.
 * @param value SQL of the field over `row`
 */
export function settingSql(setting: ObjectDefinition, value: string, row: string): string {
  const owners = [user, ofUser('ProfileId'), organization];
  const rank = owners.map((owner, level) => `WHEN ${owner} THEN ${level}`).join(' ');
  const level = `CASE ${row}."SetupOwnerId" ${rank} END`;
  return `(SELECT ${value} FROM ${quoted(setting.name)} AS ${row} WHERE ${level} IS NOT NULL AND ${value} IS NOT NULL
    ORDER BY ${level} LIMIT 1)`;
}
