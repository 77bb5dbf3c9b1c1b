import { picklist, readOnly, required, text } from '../notation.ts';
import type { FieldSource } from '../types.ts';

// Picklist values and field groups that several objects share.

export const salutations = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'];

export const leadSources = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];

export const ratings = ['Hot', 'Warm', 'Cold'];

export const cleanStatuses = [
  'In Sync|Matched',
  'Different',
  'Reviewed|Acknowledged',
  'Not Found|NotFound',
  'Inactive',
  'Not Compared|Pending',
  'Select Match|SelectMatch',
  'Skipped',
];

export const industries = [
  'Agriculture',
  'Apparel',
  'Banking',
  'Biotechnology',
  'Chemicals',
  'Communications',
  'Construction',
  'Consulting',
  'Education',
  'Electronics',
  'Energy',
  'Engineering',
  'Entertainment',
  'Environmental',
  'Finance',
  'Food & Beverage',
  'Government',
  'Healthcare',
  'Hospitality',
  'Insurance',
  'Machinery',
  'Manufacturing',
  'Media',
  'Not For Profit',
  'Recreation',
  'Retail',
  'Shipping',
  'Technology',
  'Telecommunications',
  'Transportation',
  'Utilities',
  'Other',
];

export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const timeZones = [
  '(GMT+13:00) New Zealand Daylight Time (Pacific/Auckland)|Pacific/Auckland',
  '(GMT+11:00) Australian Eastern Daylight Time (Australia/Sydney)|Australia/Sydney',
  '(GMT+09:00) Japan Standard Time (Asia/Tokyo)|Asia/Tokyo',
  '(GMT+08:00) Singapore Standard Time (Asia/Singapore)|Asia/Singapore',
  '(GMT+05:30) India Standard Time (Asia/Kolkata)|Asia/Kolkata',
  '(GMT+01:00) Central European Standard Time (Europe/Berlin)|Europe/Berlin',
  '(GMT+00:00) Greenwich Mean Time (Europe/London)|Europe/London',
  '(GMT+00:00) Greenwich Mean Time (GMT)|GMT',
  '(GMT-03:00) Brasilia Standard Time (America/Sao_Paulo)|America/Sao_Paulo',
  '(GMT-05:00) Eastern Standard Time (America/New_York)|America/New_York',
  '(GMT-06:00) Central Standard Time (America/Chicago)|America/Chicago',
  '(GMT-07:00) Mountain Standard Time (America/Denver)|America/Denver',
  '(GMT-08:00) Pacific Standard Time (America/Los_Angeles)|America/Los_Angeles',
];

export const locales = [
  'German (Germany)|de_DE',
  'English (Australia)|en_AU',
  'English (United Kingdom)|en_GB',
  'English (United States)|en_US',
  'Spanish (Spain)|es_ES',
  'French (France)|fr_FR',
  'Japanese (Japan)|ja_JP',
  'Portuguese (Brazil)|pt_BR',
];

export const languages = [
  'English|en_US',
  'German|de',
  'Spanish|es',
  'French|fr',
  'Japanese|ja',
  'Portuguese (Brazil)|pt_BR',
];

/** What a task or an event can be related to. */
export const activityParents = [
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contract',
  'Deal_Registration__c',
  'Opportunity',
  'Order',
  'Product2',
];

const partOfName = { compoundFieldName: 'Name', extraTypeInfo: 'personname', permissionable: false } as const;

/** The full name is put together from first and last name, without the salutation. */
export const fullName: FieldSource = text('Name', 121, {
  ...required,
  ...readOnly,
  nameField: true,
  extraTypeInfo: 'personname',
  label: 'Full Name',
  generatedAs: "ltrim(coalesce(FirstName, '') || ' ' || coalesce(LastName, ''))",
});

/** The name of a contact or a lead, in parts and as a whole. */
export const personNameFields: readonly FieldSource[] = [
  text('LastName', 80, { ...partOfName, ...required }),
  text('FirstName', 40, partOfName),
  picklist('Salutation', salutations, partOfName),
  fullName,
];

export const forecastCategories = [
  'Omitted',
  'Pipeline',
  'Best Case|BestCase',
  'Most Likely|MostLikely',
  'Commit|Forecast',
  'Closed',
] as const;

/** Of records that have its name: SQL for the category. */
export const forecastCategoryByName = `CASE ForecastCategoryName WHEN 'Best Case' THEN 'BestCase' WHEN 'Commit' THEN 'Forecast' ELSE ForecastCategoryName END`;
