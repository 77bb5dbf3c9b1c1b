/** A formula that Salesforce would refuse, or that has what the local org does not know. The message says what. */
export class FormulaError extends Error {
  readonly code = 'BAD_FORMULA';
}
