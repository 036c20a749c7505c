import { advance, chargingStationState, transactionEvent } from '#testcase/ocpp2.0.1';

export default chargingStationState({
  name: 'parking-bay-unoccupied',
  purpose: 'The EV has left the parking bay after its session.',
  needs: ['ev-disconnected'],
  gives: (facts, session) => (session.parked ? advance(facts, session, { parked: false }) : {}),
  steps: (facts, session) => (session.parked ? [
    { operator: 'leave-bay', evse: '$evse' },
    ...transactionEvent(facts, session, { parked: false }, ['EVDeparted'], { transactionInfo: { stoppedReason: { oneOf: ['Local', { omitted: true }] } } }),
  ] : []),
});
