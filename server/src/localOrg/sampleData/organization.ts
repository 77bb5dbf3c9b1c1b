import { firstNames, lastNames } from './people.ts';
import { adminId, type Seeder } from './seeder.ts';

/** The org itself, its users and what they depend on. `username`: that of the administrator. */
export function seedOrganization(seeder: Seeder, username: string): void {
  seeder.add(
    'Organization',
    {
      Name: 'Local Org',
      ...seeder.address(''),
      PrimaryContact: 'Local Admin',
      ...locale,
      DefaultLocaleSidKey: 'en_US',
      FiscalYearStartMonth: 1,
      OrganizationType: 'Developer Edition',
      InstanceName: 'LOCAL',
    },
    400,
  );
  const administrator = seeder.add('Profile', { Name: 'System Administrator', ...allPermissions }, 400);
  const standard = seeder.add(
    'Profile',
    { Name: 'Standard User', UserType: 'Standard', PermissionsApiEnabled: 1 },
    400,
  );
  const director = seeder.add('UserRole', role('Sales Director', null), 400);
  const roles = ['Sales Americas', 'Sales EMEA', 'Sales APAC'].map(name =>
    seeder.add('UserRole', role(name, director), 400),
  );
  seeder.add(
    'User',
    {
      ...user('Local', 'Admin', username),
      ProfileId: administrator,
      Title: 'Administrator',
    },
    400,
  );
  for (let index = 0; index < 9; index++) {
    const first = firstNames[index * 6] ?? 'Kim';
    const last = lastNames[index * 7] ?? 'Doe';
    seeder.owners.push(
      seeder.add(
        'User',
        {
          ...user(first, last, `${first}.${last}@local.example`.toLowerCase()),
          ProfileId: standard,
          UserRoleId: roles[index % roles.length] ?? null,
          Title: 'Account Executive',
          Department: 'Sales',
          IsActive: index === 8 ? 0 : 1,
          ManagerId: adminId,
        },
        380,
      ),
    );
  }
  seeder.add('Group', { Name: 'Support Queue', DeveloperName: 'Support_Queue', Type: 'Queue', OwnerId: adminId }, 380);
  for (const name of ['Customer', 'Partner']) {
    seeder.add('RecordType', { Name: name, DeveloperName: name, SobjectType: 'Account', IsActive: 1 }, 380);
  }
}

const allPermissions = {
  UserType: 'Standard',
  PermissionsApiEnabled: 1,
  PermissionsModifyAllData: 1,
  PermissionsViewAllData: 1,
};

const locale = { TimeZoneSidKey: 'America/Los_Angeles', LanguageLocaleKey: 'en_US' };

function user(first: string, last: string, username: string): Record<string, string | number | null> {
  return {
    Username: username,
    FirstName: first,
    LastName: last,
    Email: username,
    Alias: (first.charAt(0) + last).toLowerCase().slice(0, 8),
    CommunityNickname: username.split('@')[0] ?? username,
    CompanyName: 'Local Org',
    IsActive: 1,
    ...locale,
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    UserType: 'Standard',
  };
}

function role(name: string, parent: string | null): Record<string, string | null> {
  return { Name: name, ParentRoleId: parent, DeveloperName: name.replaceAll(' ', '_') };
}
