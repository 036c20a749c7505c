import type { OperatorAction, OperatorRequest } from '../operator/types.ts';

/** What was done to the device in a testcase and has to be undone afterwards. */
export class Ledger {
  /** Connectors with a cable in, and whether it is plugged in halfway. */
  readonly plugged = new Set<number>();
  readonly faulted = new Set<number>();
  readonly occupied = new Set<number>();
  powerOff = false;
  /** Whether our endpoint is away for the device at present. */
  offline = false;
  localList = false;
  cache = false;

  /** Notes what an operator does or has done; returns what takes the note back, where he could not do it. */
  note(action: OperatorAction, request: OperatorRequest): () => void {
    // In 2.x a connector is one of its EVSE.
    const at = request.evse ?? request.connector ?? 1;
    const sets = [this.plugged, this.faulted, this.occupied];
    const before = sets.map((set) => set.has(at));
    const { powerOff } = this;
    if (action === 'plug-in') this.plugged.add(at);
    if (action === 'unplug' && request.side !== 'ev') this.plugged.delete(at);
    if (action === 'fault' || action === 'lock-failure') this.faulted.add(at);
    if (action === 'clear-fault') this.faulted.delete(at);
    if (action === 'occupy-bay') this.occupied.add(at);
    if (action === 'leave-bay') this.occupied.delete(at);
    if (action === 'power-off') this.powerOff = true;
    if (action === 'power-on' || action === 'reboot') this.powerOff = false;
    return () => {
      sets.forEach((set, index) => { if (before[index]) set.add(at); else set.delete(at); });
      this.powerOff = powerOff;
    };
  }

  /** Notes a call of ours that the device accepted. */
  noteCall(action: string): void {
    if (action === 'SendLocalList') this.localList = true;
  }
}
