import type { OperatorAction, OperatorRequest } from './types.ts';

/** What a person is to do for an action, as one sentence; the request's own instruction comes first. */
export function instructionFor(action: OperatorAction, request: OperatorRequest): string {
  if (request.instruction !== undefined) return request.instruction;
  const place = placeOf(request);
  switch (action) {
    case 'plug-in': return request.half === true ? `Put the plug into ${place}, but not so far that it latches.` : `Plug the cable into ${place}.`;
    case 'unplug': return unplugging(request, place);
    case 'present-token': return `Present the token ${tokenText(request)} at ${place}.`;
    case 'ev-ready': return `Let the EV at ${place} ask for energy.`;
    case 'ev-suspend': return `Let the EV at ${place} stop taking energy, and leave it plugged in.`;
    case 'power-off': return `Cut the power of ${request.station}.`;
    case 'power-on': return `Restore the power of ${request.station}.`;
    case 'reboot': return `Reboot ${request.station}.`;
    case 'fault': return `Provoke a fault at ${place}.`;
    case 'clear-fault': return `Clear the fault at ${place}.`;
    case 'lock-failure': return `Make the lock of ${place} fail.`;
    case 'occupy-bay': return `Drive a vehicle into the parking bay of ${place}.`;
    case 'leave-bay': return `Drive the vehicle out of the parking bay of ${place}.`;
    case 'press-stop': return `Press the stop button of ${place}.`;
    case 'meter': return `Bring the energy register of ${place} to ${request.energy ?? 0} Wh.`;
    case 'observe': return request.question ?? 'Is it so?';
  }
}

function unplugging(request: OperatorRequest, place: string): string {
  if (request.side === 'ev') return `Pull the plug at the EV, and leave the other end in ${place}.`;
  if (request.side === 'station') return `Pull the plug out of ${place}.`;
  return `Unplug the cable from ${place} and from the EV.`;
}

function placeOf({ station, evse, connector }: OperatorRequest): string {
  const parts = [evse === undefined ? '' : `EVSE ${evse}`, connector === undefined ? '' : `connector ${connector}`].filter((part) => part !== '');
  return parts.length === 0 ? station : `${parts.join(', ')} of ${station}`;
}

function tokenText({ token }: OperatorRequest): string {
  if (typeof token === 'string') return token;
  const id = typeof token === 'object' && token !== null && !Array.isArray(token) ? token['idToken'] : undefined;
  return typeof id === 'string' ? id : 'that the plan calls valid';
}
