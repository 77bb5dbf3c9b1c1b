// What "What can I do here?" offers, most likely first. No 'vscode' here.
import type * as vscode from 'vscode';

export interface Situation {
  readonly orgs: number;
  readonly active: boolean;
  readonly signedOut: boolean;
  readonly query: boolean;
  readonly folder: boolean;
}

interface Suggestion {
  /** Without the prefix `salesforceWorkbench.`. */
  readonly command: string;
  readonly label: string;
  readonly detail: string;
  readonly fits: (situation: Situation) => boolean;
}

type Words = Pick<typeof vscode.l10n, 't'>;

export const suggestions = (situation: Situation, words: Words): readonly Suggestion[] =>
  all(words).filter(({ fits }) => fits(situation));

const all = (words: Words): readonly Suggestion[] => [
  {
    command: 'tryLocalOrg',
    label: words.t('$(vm) Try the local org'),
    detail: words.t('A Salesforce org on this computer, with sample data. No account is needed.'),
    fits: ({ orgs }) => orgs === 0,
  },
  {
    command: 'connectOrg',
    label: words.t('$(plug) Connect an org'),
    detail: words.t('With the browser, a Salesforce CLI login, a key file, a token, or client credentials.'),
    fits: ({ orgs }) => orgs === 0,
  },
  {
    command: 'signInAgain',
    label: words.t('$(sign-in) Sign in again'),
    detail: words.t('The session is over. What is cached still works.'),
    fits: ({ signedOut }) => signedOut,
  },
  {
    command: 'switchOrg',
    label: words.t('$(arrow-swap) Choose the org of this window'),
    detail: words.t('Completion, checks and runs work with it.'),
    fits: ({ orgs, active }) => orgs > 1 || (orgs === 1 && !active),
  },
  {
    command: 'runStatement',
    label: words.t('$(play) Run the query at the caret'),
    detail: words.t('Rows show beside it while more arrive.'),
    fits: ({ query, active }) => query && active,
  },
  {
    command: 'newQuery',
    label: words.t('$(new-file) Write a query'),
    detail: words.t('With completion of objects, fields, relationships and values.'),
    fits: () => true,
  },
  {
    command: 'showObject',
    label: words.t('$(book) Read about an object'),
    detail: words.t('Fields, values, relationships and record types in one document.'),
    fits: ({ active }) => active,
  },
  {
    command: 'showDiagram',
    label: words.t('$(type-hierarchy) See how objects relate'),
    detail: words.t('A diagram that grows where you choose an object.'),
    fits: ({ active }) => active,
  },
  {
    command: 'sampleRecords',
    label: words.t('$(table) Look at sample records'),
    detail: words.t('Twenty rows with the fields that tell records apart.'),
    fits: ({ active }) => active,
  },
  {
    command: 'checkQueries',
    label: words.t('$(checklist) Check all query files'),
    detail: words.t('Finds fields that were renamed before a sync does.'),
    fits: ({ active, folder }) => active && folder,
  },
  {
    command: 'connectOrg',
    label: words.t('$(plug) Connect another org'),
    detail: words.t('Several can be connected at once.'),
    fits: ({ orgs }) => orgs > 0,
  },
  {
    command: 'diagnose',
    label: words.t('$(pulse) Find out what is wrong'),
    detail: words.t('Versions, connection, proxy, cache, limits and last errors in one document.'),
    fits: () => true,
  },
];
