import type { Delivery } from '../control/contract.ts';

export interface DeliveryLog {
  add(delivery: Omit<Delivery, 'id'>): void;
  /** Newest first. */
  list(): readonly Delivery[];
}

const kept = 200;

/** The last deliveries, for the page and for tests. `changed` is called on each. */
export function createDeliveryLog(changed: () => void): DeliveryLog {
  let log: readonly Delivery[] = [];
  let next = 1;
  return {
    add: (delivery) => {
      log = [{ id: next, ...delivery }, ...log].slice(0, kept);
      next += 1;
      changed();
    },
    list: () => log,
  };
}
