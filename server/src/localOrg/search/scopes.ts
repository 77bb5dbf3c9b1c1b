import type { FieldDefinition } from '../schema/types.ts';

/** What `IN … FIELDS` can say. */
export const scopes = ['ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR'] as const;
export type Scope = (typeof scopes)[number];

/** Whether a search looks into the field. */
export function isInScope({ type, nameField, name, filterable }: FieldDefinition, scope: Scope): boolean {
  const isName = nameField || name === 'FirstName' || name === 'LastName';
  switch (scope) {
    case 'ALL':
      return ['string', 'textarea', 'email', 'phone', 'url'].includes(type) && (filterable || type === 'textarea');
    case 'NAME':
      return isName;
    case 'EMAIL':
      return type === 'email';
    case 'PHONE':
      return type === 'phone';
    case 'SIDEBAR':
      return isName || type === 'email' || type === 'phone';
    default:
      return scope satisfies never;
  }
}
