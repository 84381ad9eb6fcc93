/** The practice IdP's directory, as data; also what a state file is read with. */
import { z } from 'zod';

export const vendors = ['okta', 'entra'] as const;
export type Vendor = (typeof vendors)[number];

export const idpPersonSchema = z.object({
  /** Okta's id (`00u…`) and Entra's (a GUID): each vendor sends its own as `externalId`. */
  oktaId: z.string(),
  entraId: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  title: z.string(),
  /** The app is assigned to them: what decides whether the IdP sends them at all. */
  assigned: z.boolean(),
  /** The service's id for them, once it is known. */
  scimId: z.string().nullable(),
});
export type IdpPerson = z.infer<typeof idpPersonSchema>;

export const idpGroupSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** People's `oktaId`s. */
  members: z.array(z.string()),
  scimId: z.string().nullable(),
});
export type IdpGroup = z.infer<typeof idpGroupSchema>;

export const idpStateSchema = z.object({
  vendor: z.enum(vendors),
  baseUrl: z.string(),
  token: z.string(),
  people: z.array(idpPersonSchema),
  groups: z.array(idpGroupSchema),
});
export type IdpState = z.infer<typeof idpStateSchema>;
