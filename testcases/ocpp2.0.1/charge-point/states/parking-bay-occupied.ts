import { advance, chargingStationState, transactionEvent, watchesBay } from '#testcase/ocpp2.0.1';

export default chargingStationState({
  name: 'parking-bay-occupied',
  purpose: 'An EV stands in the parking bay of the EVSE, where the station has a sensor that starts or ends transactions.',
  gives: (facts, session) => (watchesBay(facts) ? advance(facts, session, { parked: true }) : {}),
  steps: (facts, session) => (watchesBay(facts) ? [
    { operator: 'occupy-bay', evse: '$evse' },
    ...transactionEvent(facts, session, { parked: true }, ['EVDetected']),
  ] : []),
});
