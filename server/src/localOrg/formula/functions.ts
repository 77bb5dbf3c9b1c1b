import { dateFunctions } from './functions/dates.ts';
import type { FormulaFunction } from './functions/function.ts';
import { logicalFunctions } from './functions/logical.ts';
import { numberFunctions } from './functions/numbers.ts';
import { textFunctions } from './functions/texts.ts';

/** The functions that formulas of the local org know, by name. */
export const formulaFunctions: Readonly<Record<string, FormulaFunction>> = {
  ...logicalFunctions,
  ...textFunctions,
  ...numberFunctions,
  ...dateFunctions,
};
