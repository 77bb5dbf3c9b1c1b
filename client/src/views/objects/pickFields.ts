import type { FieldItem } from '../../../../server/src/protocol/schema.ts';

/** What fits on a screen. */
const MOST_FIELDS = 10;

/**
 * The fields that a person would pick for a first look: the Id and the name, what every record must have, what people
 * know records by, and then custom fields, without texts that would fill a page.
 */
export function pickFields(fields: readonly FieldItem[]): readonly string[] {
  const ranked = fields
    .map((field, position) => ({ field, position, rank: rankOf(field) }))
    .filter(({ rank }) => rank < NEVER)
    .sort((a, b) => a.rank - b.rank || a.position - b.position);
  return ranked.slice(0, MOST_FIELDS).map(({ field }) => field.name);
}

const NEVER = 9;

function rankOf(field: FieldItem): number {
  if (field.type === 'id') return 0;
  if (field.nameField) return 1;
  if (UNREADABLE.includes(field.type) || (field.type === 'textarea' && field.length > 255)) return NEVER;
  if (field.required && !SYSTEM.includes(field.name)) return 2;
  const known = KNOWN.indexOf(field.name);
  if (known >= 0) return 3 + known / KNOWN.length;
  if (field.externalId) return 4;
  return field.custom ? 5 : NEVER;
}

const UNREADABLE: readonly string[] = ['base64', 'address', 'location', 'anyType', 'complexvalue', 'encryptedstring'];
const SYSTEM: readonly string[] = ['OwnerId', 'IsDeleted', 'SystemModstamp'];
/** Of standard objects, in this order. */
const KNOWN: readonly string[] = [
  ...['AccountId', 'ContactId', 'Company', 'Email', 'Username', 'Phone', 'Title', 'Subject', 'Status', 'StageName'],
  ...['Priority', 'Type', 'Industry', 'Amount', 'CloseDate', 'ActivityDate', 'StartDate', 'IsActive', 'DeveloperName'],
  ...['CreatedDate'],
];
