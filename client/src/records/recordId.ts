// The id of a record, as a person hands it over. No 'vscode' here.

const ID = /^(?:[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/;

/**
 * Of an id alone, or of the address of a record's page:
 * `https://acme.lightning.force.com/lightning/r/Account/001xx000003DGb2AAG/view`, or `https://acme.my.salesforce.com/001xx000003DGb2`.
 */
export function recordIdIn(text: string): string | undefined {
  const given = text.trim();
  if (ID.test(given)) return given;
  const path = URL.canParse(given) ? new URL(given).pathname : '';
  // The name of an object may be as long, but has no digit where an id tells its object and its place.
  return path.split('/').find(part => ID.test(part) && /\d/.test(part.slice(0, 8)));
}
