/** What an app may ask for, in the words of the consent page. */
const descriptions: Readonly<Record<string, string>> = {
  api: 'Read and change your data through the APIs',
  web: 'Open pages of this org as you',
  full: 'Do everything that you can do',
  refresh_token: 'Stay signed in while you are away',
  offline_access: 'Stay signed in while you are away',
  id: 'Read who you are',
  profile: 'Read who you are',
  email: 'Read your email address',
  address: 'Read your postal address',
  phone: 'Read your phone number',
  openid: 'Know your unique id',
  chatter_api: 'Use Chatter as you',
  custom_permissions: 'Read your custom permissions',
  content: 'Read and change your files',
  visualforce: 'Open Visualforce pages as you',
  wave_api: 'Read and change your analytics',
  eclair_api: 'Read your analytics templates',
  pardot_api: 'Use marketing services as you',
  cdp_query_api: 'Query your customer data',
  cdp_ingest_api: 'Load customer data',
  cdp_profile_api: 'Read customer profiles',
  sfap_api: 'Use Salesforce platform APIs as you',
  einstein_gpt_api: 'Use generative AI services as you',
};

/** What a client gets that names no scope. */
const defaultScope = 'api web refresh_token id openid profile email';

/** The scope as it is granted, single-spaced; nothing when one of the names is unknown. */
export function parseScope(requested: string | null): string | undefined {
  const names = (requested ?? '').split(/\s+/).filter(name => name !== '');
  if (names.length === 0) return defaultScope;
  return names.every(name => Object.hasOwn(descriptions, name)) ? [...new Set(names)].join(' ') : undefined;
}

export function includesScope(scope: string, ...names: readonly string[]): boolean {
  return scope.split(' ').some(name => names.includes(name));
}

/** One line each, no line twice. */
export function describeScope(scope: string): readonly string[] {
  return [...new Set(scope.split(' ').map(name => descriptions[name]!))];
}

export const supportedScopes: readonly string[] = Object.keys(descriptions);
