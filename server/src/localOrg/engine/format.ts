import { anyValue } from '../anyValue.ts';
import type { FieldType } from '../schema/types.ts';
import { dayText } from './dates.ts';
import type { SqlValue } from './plan.ts';

/** Whose habits a value is written in. */
export interface FormatUser {
  readonly timeZone: string;
  /** `en_US` */
  readonly locale: string;
}

/**
 * What `FORMAT()` makes of values of a type, as pages of Salesforce show them: numbers with as many decimals as their
 * field has (`scale`; undefined: as many as there are). Types that every locale writes alike stay texts as they are.
 * @see https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_format.htm
 */
export function formatter(
  { type, scale }: { readonly type: FieldType; readonly scale?: number | undefined },
  { timeZone, locale }: FormatUser,
): (value: SqlValue) => string {
  const decimals =
    scale === undefined
      ? { maximumFractionDigits: 18 }
      : { minimumFractionDigits: scale, maximumFractionDigits: scale };
  const language = locale.replaceAll('_', '-');
  switch (type) {
    case 'int':
    case 'long':
    case 'double':
      return numbers(new Intl.NumberFormat(language, decimals));
    case 'percent': {
      const format = numbers(new Intl.NumberFormat(language, decimals));
      return value => `${format(value)}%`;
    }
    case 'currency':
      return numbers(new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', ...decimals }));
    case 'date':
      return dates(new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'short' }));
    case 'datetime':
      return dates(new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'short', timeStyle: 'short' }));
    case 'time': {
      const format = dates(new Intl.DateTimeFormat(language, { timeZone: 'UTC', timeStyle: 'short' }));
      return value => format(`${dayText(0)}T${value}`);
    }
    case 'anyType':
      return value => String(anyValue(value));
    default:
      return value => String(value);
  }
}

function numbers(format: Intl.NumberFormat): (value: SqlValue) => string {
  return value => format.format(Number(value));
}

function dates(format: Intl.DateTimeFormat): (value: SqlValue) => string {
  // Intl separates the time from AM and PM by a narrow no-break space, which Salesforce does not.
  return value => format.format(Date.parse(String(value).replace('+0000', 'Z'))).replaceAll('\u202f', ' ');
}
