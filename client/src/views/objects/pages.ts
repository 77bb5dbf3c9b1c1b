// Pages of Lightning Experience, as paths below the org's address. The org leads on to its Lightning host by itself.

/** Where Setup shows the object. Types without a place in the Object Manager have a list of their own. */
export function setupPath(object: string, part: 'details' | 'fields'): string {
  if (object.endsWith('__mdt')) return '/lightning/setup/CustomMetadata/home';
  if (object.endsWith('__e')) return '/lightning/setup/EventObjects/home';
  if (object.endsWith('__b')) return '/lightning/setup/BigObjects/home';
  const page = part === 'fields' ? 'FieldsAndRelationships' : 'Details';
  return `/lightning/setup/ObjectManager/${encodeURIComponent(object)}/${page}/view`;
}

export const listPath = (object: string): string => `/lightning/o/${encodeURIComponent(object)}/list`;
