import type { RequestHandler } from 'express';
import { MAX_OPERATIONS } from './bulk.ts';
import { CURSOR_TIMEOUT_SECONDS } from './cursor.ts';
import { forbidden, notFound } from './protocol/errors.ts';
import type { JsonObject } from './protocol/json.ts';
import { wholeList } from './protocol/messages.ts';
import { resourceTypes } from './protocol/resource-types.ts';
import { findSchema, SCHEMAS, schemaResource } from './protocol/schemas.ts';
import { serviceProviderConfig } from './protocol/service-provider-config.ts';
import { sendJson } from './respond.ts';
import { PAGE_LIMITS } from './select.ts';

/** The discovery endpoints (RFC 7644 §4), which say just what works. @param maxPayloadSize of a bulk request, in bytes */
export function createDiscovery(
  baseUrl: string,
  maxPayloadSize: number,
): Record<'config' | 'types' | 'type' | 'schemas' | 'schema', RequestHandler> {
  const cursor = { defaultPageSize: PAGE_LIMITS.defaultCount, cursorTimeout: CURSOR_TIMEOUT_SECONDS };
  const bulk = { maxOperations: MAX_OPERATIONS, maxPayloadSize };
  const config = serviceProviderConfig({ baseUrl, maxResults: PAGE_LIMITS.maxCount, bulk, sort: true, cursor });
  const types = resourceTypes(baseUrl);
  const schemas = SCHEMAS.map((schema) => schemaResource(schema, baseUrl) as unknown as JsonObject);
  return {
    config: (_req, res) => sendJson(res, 200, config),
    types: list(types),
    type: (req, res) => sendJson(res, 200, found(types.find(({ id }) => id === req.params.id))),
    schemas: list(schemas),
    schema: (req, res) => {
      const schema = findSchema(String(req.params.id));
      sendJson(res, 200, found(schema && schemas.find(({ id }) => id === schema.id)));
    },
  };
}

/**
 * RFC 7644 §4: a filter on a list of these SHOULD be answered 403, so that nobody thinks that it was applied; all other parameters are ignored, and where there is
 * one resource the filter too.
 */
const list =
  (resources: JsonObject[]): RequestHandler =>
  (req, res) => {
    if (req.query.filter !== undefined) throw forbidden('This list can not be filtered.');
    sendJson(res, 200, wholeList(resources));
  };

function found(resource: JsonObject | undefined): JsonObject {
  if (!resource) throw notFound('There is no such resource.');
  return resource;
}
