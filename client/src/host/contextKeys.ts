// The context keys that the manifest's `when` clauses read.
import * as vscode from 'vscode';

interface ContextKeys {
  /** Connected orgs: none, some but none chosen here, or one active. */
  orgs: 'none' | 'inactive' | 'active';
  /** Whether the active org is the local one, which has no pages for people. */
  activeIsLocal: boolean;
  /** Whether the active org needs a new sign-in. */
  signedOut: boolean;
  /** Whether the local org is among the connected ones. */
  localOrgConnected: boolean;
  /** Whether this window uses the running local org. */
  localOrgRunning: boolean;
  /** Whether the Limits view leaves out what is not used. */
  limitsInUse: boolean;
  /** Whether requests to the active org are refused to keep the last calls of its day. */
  callsHeldBack: boolean;
  objectsFiltered: boolean;
  objectsGrouped: boolean;
  savedQueriesFiltered: boolean;
  jobsFiltered: boolean;
  /** Whether a query of this window is running. */
  running: boolean;
  /** Whether the result that is shown is kept. */
  resultPinned: boolean;
  /** Whether changes of that result are not saved. */
  resultHasChanges: boolean;
  /** Whether that result comes from the local org. */
  resultIsLocal: boolean;
  /** Whether that result has rows, or may still get some. */
  resultHasRows: boolean;
}

export function setContextKey<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): void {
  void vscode.commands.executeCommand('setContext', `salesforceWorkbench.${key}`, value);
}
