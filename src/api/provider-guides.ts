import { type ProviderId, providers } from '../rules/setup.ts';

interface Step {
  text: string;
  copy?: { label: string; value: string };
  token?: boolean;
}

type Guide = (baseUrl: string) => Step[];

const url = (label: string, value: string) => ({ label, value });

/** Okta, "Add SCIM provisioning to app integrations" (help.okta.com). */
const okta: Guide = (baseUrl) => [
  {
    text: 'In the Okta admin console, open Applications, then the app that your people use for Rollcall (or create one with SAML or SWA).',
  },
  { text: 'On its General tab, edit App Settings and set Provisioning to SCIM.' },
  { text: 'On the Provisioning tab, edit SCIM Connection and set the base URL.', copy: url('SCIM connector base URL', baseUrl) },
  { text: 'Set the field that identifies users.', copy: url('Unique identifier field for users', 'userName') },
  { text: 'Under supported provisioning actions, choose Push New Users, Push Profile Updates and Push Groups.' },
  { text: 'Set the authentication mode to HTTP Header, and paste the token.', token: true },
  { text: 'Choose Test Connector Configuration, then save.' },
  { text: 'On Provisioning, To App, switch on Create Users, Update User Attributes and Deactivate Users.' },
  { text: 'Assign people on the Assignments tab, and push the groups that give roles on the Push Groups tab.' },
];

/** Microsoft Entra, "Develop and plan provisioning for a SCIM endpoint" (learn.microsoft.com). */
const entra: Guide = (baseUrl) => [
  {
    text: 'In the Entra admin center, open Enterprise apps, choose New application, then Create your own application, of the kind not found in the gallery.',
  },
  { text: 'Open Provisioning, and set the provisioning mode to Automatic.' },
  {
    text: 'Set the tenant URL. The end of it asks Entra to keep to the SCIM standard.',
    copy: url('Tenant URL', `${baseUrl}?aadOptscim062020`),
  },
  { text: 'Paste the secret token.', token: true },
  { text: 'Choose Test Connection, then save.' },
  { text: 'Under Mappings, keep both Provision Microsoft Entra ID Users and Groups switched on.' },
  {
    text: 'Under Users and groups, assign the people, and the groups that give roles. Entra pushes a group only when it is assigned, and its direct members only.',
  },
  { text: 'Set Provisioning Status to On. The first cycle begins within 40 minutes; Provision on demand does it at once for one person.' },
];

const short =
  (where: string, urlLabel: string, groups: string): Guide =>
  (baseUrl) => [
    { text: where },
    { text: 'Set the address of the SCIM endpoint.', copy: url(urlLabel, baseUrl) },
    { text: 'Paste the bearer token.', token: true },
    { text: groups },
  ];

const guides: Record<ProviderId, Guide> = {
  okta,
  entra,
  onelogin: short(
    'In OneLogin, add the application SCIM Provisioner with SAML (SCIM v2 Core), and open its Configuration.',
    'SCIM Base URL',
    'Enable provisioning, then have the groups that give roles pushed with rules on the Rules tab.',
  ),
  jumpcloud: short(
    'In JumpCloud, open SSO Applications, your application, Identity Management, and choose SCIM 2.0.',
    'Base URL',
    'Switch on the management of user groups, activate, and connect the groups that give roles on the User Groups tab.',
  ),
  ping: short(
    'In PingOne, open Integrations, Provisioning, add a connection to an identity store, and choose SCIM Outbound.',
    'SCIM Base URL',
    'Choose OAuth 2 Bearer Token, add a rule for the people, and one for the groups that give roles.',
  ),
  rippling: short(
    'In Rippling, open the custom app for Rollcall, and its SCIM settings.',
    'SCIM base URL',
    'Switch on group push, and choose the groups that give roles.',
  ),
  keycloak: short(
    'In Keycloak, open the realm, and its SCIM client (an extension of Keycloak), and add a federation or remote provider.',
    'SCIM server endpoint',
    'Choose bearer authentication, and switch on the propagation of users and of groups.',
  ),
  authentik: short(
    'In authentik, open Applications, Providers, and create a SCIM Provider.',
    'URL',
    'Add it as a backchannel provider to the application, and choose the groups to be synchronized.',
  ),
  generic: short(
    'Open the provisioning settings of your IdP, and choose SCIM 2.0 with a bearer token.',
    'SCIM base URL',
    'Have people pushed, and the groups that give roles with their members.',
  ),
};

const notSupported = [
  { id: 'google', name: 'Google Workspace', answer: 'Google Workspace is not yet supported: it pushes no groups over SCIM.' },
  { id: 'other', name: 'My IdP is not on the list', answer: 'This IdP is not yet supported.' },
];

/** I2: each IdP's own steps, with this endpoint's URL in them, and what the others are answered. */
export const providerGuides = (baseUrl: string, supportEmail: string | null) => ({
  providers: (Object.keys(providers) as ProviderId[]).map((id) => ({ id, name: providers[id], steps: guides[id](baseUrl) })),
  notSupported: notSupported.map((one) => ({ ...one, supportEmail })),
});
