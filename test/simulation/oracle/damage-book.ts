/**
 * Which items of the table nobody can read any more. What they held is forgotten, and laws that ask
 * for it know that. L1: that an app's memory was lost is said in the write that begins anew.
 */
import { fleetKey } from '../../../lib/core/fleet.ts';
import { pausesKey } from '../../../lib/core/pause.ts';
import type { Oracle } from './oracle.ts';
import type { StoredAlert } from './records.ts';

export class DamageBook {
  /** When the fleet's item was last lost: the rollbacks before are forgotten. */
  fleetForgottenAt = 0;
  private readonly broken = new Set<string>();
  private readonly everBroken = new Set<string>();
  private readonly oracle: Oracle;
  private readonly now: () => number;

  constructor(oracle: Oracle, now: () => number) {
    this.oracle = oracle;
    this.now = now;
  }

  done(key: string): void {
    if (key === fleetKey) this.oracle.platform.forgotten();
    this.broken.add(key);
    this.everBroken.add(key);
    if (key === pausesKey) this.oracle.pauses.becameUnreadable();
    if (!key.startsWith('app#')) return;
    const record = this.oracle.record(key.slice('app#'.length));
    record.state = null;
    record.forgottenAt = this.now();
  }

  stands(key: string): boolean {
    return this.broken.has(key);
  }

  ever(key: string): boolean {
    return this.everBroken.has(key);
  }

  /** People have deleted what is not written anew by itself. */
  mended(): void {
    if (this.broken.delete(pausesKey)) this.oracle.pauses.becameReadable();
    if (this.broken.delete(fleetKey)) this.fleetForgottenAt = this.now();
  }

  written(key: string, added: readonly StoredAlert[]): void {
    if (!this.broken.delete(key) || !key.startsWith('app#')) return;
    const told = added.some(({ kind }) => kind === 'state-unreadable');
    if (!told) this.oracle.break('L1', `${key} could not be read, and begins anew in silence`);
  }
}
