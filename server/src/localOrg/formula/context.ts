import type { ObjectDefinition } from '../schema/types.ts';

/** What a formula is about. */
export interface FormulaContext {
  readonly object: ObjectDefinition;
  readonly objectNamed: (name: string) => ObjectDefinition | undefined;
  /** The name of the object's row in SQL. */
  readonly row: string;
  /** Otherwise a blank number makes what is computed from it blank. */
  readonly blanksAreZero: boolean;
  /**
   * In a validation rule: SQL of the record as it was, a JSON object by field name, or null for a new record. What only
   * rules may ask (`ruleFunctions.ts`) needs it.
   */
  readonly before?: string;
}
