import { createClock } from '../clock/clock.ts';
import { createCsmsEndpoint } from '../peer/csms.ts';
import { factsOf } from '../plan/facts.ts';
import type { Facts, Plan } from '../plan/types.ts';
import { Presence } from '../runner/presence.ts';
import { probeSettings } from '../runner/probe.ts';

/** Listens as the plan says, waits for the charge point and reads it; undefined when it does not come. */
export async function probeDevice(plan: Plan): Promise<Facts | undefined> {
  const clock = createClock();
  const [station = 'CP001'] = plan.device.stations;
  const endpoint = await createCsmsEndpoint({
    version: plan.ocpp, url: plan.endpoint.listen ?? '', clock, stations: [station],
    messageTimeoutMs: plan.timing.messageTimeout, heartbeatIntervalS: plan.timing.intervals.heartbeat,
  });
  try {
    const asker = { peer: endpoint.peer(station), presence: new Presence() };
    const probe = await probeSettings(asker, clock, plan.timing, new AbortController().signal);
    return probe === undefined ? undefined : factsOf(plan, station, probe);
  } finally {
    await endpoint.close();
  }
}
