// Invented names. Mail addresses end in `.example` and phone numbers lie in the range kept for fiction.

export const companyStems = [
  'Alder',
  'Amberline',
  'Arcadia',
  'Basalt',
  'Bluefin',
  'Brightwater',
  'Cedar Ridge',
  'Cobalt',
  'Copperfield',
  'Crestview',
  'Delphi',
  'Driftwood',
  'Eastgate',
  'Ember',
  'Evergreen',
  'Fairhaven',
  'Falconer',
  'Fjord',
  'Foxglove',
  'Glacier',
  'Goldcrest',
  'Granite',
  'Harborlight',
  'Hawthorn',
  'Highland',
  'Indigo',
  'Ironbridge',
  'Juniper',
  'Keystone',
  'Kingfisher',
  'Lakeshore',
  'Lantern',
  'Larkspur',
  'Lumen',
  'Maple Leaf',
  'Meridian',
  'Millstone',
  'Northwind',
  'Oakmont',
  'Obsidian',
  'Orchard',
  'Osprey',
  'Pinecrest',
  'Polaris',
  'Quartz',
  'Ravenswood',
  'Redwood',
  'Riverbend',
  'Saffron',
  'Sandstone',
  'Silverline',
  'Skylark',
  'Solstice',
  'Stonebridge',
  'Summit',
  'Tamarack',
  'Thistle',
  'Timberline',
  'Umber',
  'Vantage',
  'Verdant',
  'Vista',
  'Westbrook',
  'Willow',
  'Windward',
  'Zephyr',
] as const;

/** What a company does: its industry, and how such companies are called. */
export const trades = [
  ['Manufacturing', ['Manufacturing', 'Machine Works', 'Components']],
  ['Technology', ['Systems', 'Software', 'Labs']],
  ['Healthcare', ['Health', 'Clinics', 'Medical Group']],
  ['Banking', ['Bank', 'Savings', 'Credit Union']],
  ['Retail', ['Stores', 'Outfitters', 'Trading Company']],
  ['Energy', ['Energy', 'Power', 'Renewables']],
  ['Transportation', ['Logistics', 'Freight', 'Lines']],
  ['Food & Beverage', ['Foods', 'Bakeries', 'Beverages']],
  ['Construction', ['Builders', 'Construction', 'Contractors']],
  ['Education', ['Academy', 'Learning', 'Institute']],
  ['Telecommunications', ['Telecom', 'Networks', 'Wireless']],
  ['Insurance', ['Insurance', 'Mutual', 'Assurance']],
] as const;

export interface Place {
  readonly city: string;
  readonly state: string | null;
  readonly postalCode: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

export const places: readonly Place[] = [
  place('San Francisco', 'CA', '94105', 'United States', 37.7898, -122.3942),
  place('Austin', 'TX', '78701', 'United States', 30.2711, -97.7437),
  place('Chicago', 'IL', '60606', 'United States', 41.882, -87.637),
  place('New York', 'NY', '10018', 'United States', 40.7553, -73.9934),
  place('Seattle', 'WA', '98101', 'United States', 47.6114, -122.3305),
  place('Atlanta', 'GA', '30303', 'United States', 33.7525, -84.3915),
  place('Toronto', 'ON', 'M5H 2N2', 'Canada', 43.6532, -79.3832),
  place('London', null, 'EC2N 1HQ', 'United Kingdom', 51.5154, -0.0876),
  place('Berlin', null, '10117', 'Germany', 52.517, 13.3889),
  place('Munich', null, '80331', 'Germany', 48.1372, 11.5755),
  place('Paris', null, '75009', 'France', 48.8762, 2.3373),
  place('Madrid', null, '28013', 'Spain', 40.4189, -3.7033),
  place('Stockholm', null, '111 57', 'Sweden', 59.3326, 18.0649),
  place('Tokyo', null, '100-0005', 'Japan', 35.6812, 139.7649),
  place('Singapore', null, '048623', 'Singapore', 1.2834, 103.8513),
  place('Sydney', 'NSW', '2000', 'Australia', -33.8688, 151.2093),
  place('São Paulo', 'SP', '01310-100', 'Brazil', -23.5614, -46.6559),
  place('Mumbai', 'MH', '400001', 'India', 18.9388, 72.8354),
];

export const streets = [
  'Market Street',
  'Station Road',
  'Harbor Way',
  'Mill Lane',
  'Park Avenue',
  'Bridge Street',
  'High Street',
];

/** Name, family and list price. */
export const productLines: readonly (readonly [name: string, family: string, price: number])[] = [
  ['Edge Gateway', 'Hardware', 1450],
  ['Sensor Hub', 'Hardware', 320],
  ['Rack Controller', 'Hardware', 2890],
  ['Flow Meter', 'Hardware', 760],
  ['Control Suite', 'Software', 9600],
  ['Analytics Module', 'Software', 4200],
  ['Fleet Console', 'Software', 6800],
  ['Reporting Add-on', 'Software', 1250],
  ['Installation', 'Services', 1800],
  ['Integration Workshop', 'Services', 5400],
  ['Operator Training', 'Services', 2200],
  ['Premium Support', 'Support', 3600],
];

export const caseSubjects = [
  'Gateway loses its connection overnight',
  'Invoice shows the wrong quantity',
  'Cannot export the monthly report',
  'Sensor readings arrive late',
  'Request for a second site license',
  'Controller does not restart after an update',
  'Dashboard is slow in the morning',
  'How do we add a new operator?',
  'Delivery was incomplete',
  'Time zone of alarms is wrong',
];

function place(
  city: string,
  state: string | null,
  postalCode: string,
  country: string,
  latitude: number,
  longitude: number,
): Place {
  return { city, state, postalCode, country, latitude, longitude };
}
